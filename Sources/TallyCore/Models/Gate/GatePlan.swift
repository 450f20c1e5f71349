/// What a gate demands of a run, and what it does where the data does not decide.
package struct GatePlan: Hashable, Sendable {
    /// What becomes of a verdict INCONCLUSIVE.
    package enum Leniency: String, Hashable, Sendable, CaseIterable {
        /// Exit code 4.
        case fail
        /// Exit code 0, said on standard error.
        case warn
        case pass
    }

    package var rules: [GateRule]
    /// A baseline file, relative to the gate's file, or the name of a run; `nil` leaves it to the command line.
    package var baseline: String?
    /// The variants that are held to the rules; empty: all that the baseline has a counterpart for.
    package var candidates: [String] = []
    package var onInconclusive = Leniency.fail
    /// Above this share of trials without an answer nothing is decided.
    package var maxErrorRate = 0.05
    /// Decide latency against a run of another experiment.
    package var allowsUnpairedTime = false
    /// Changes of latency up to this share count as noise when the runs are of two experiments.
    package var noiseFloor = 0.02
    /// Numbers of cases at which the gate may decide, ascending; empty: once, with all cases.
    package var looks: [Int] = []
    /// How the looks share alpha: the name of a spending function.
    package var spending: Spending = .obrienFleming

    package enum Spending: String, Hashable, Sendable, CaseIterable {
        case obrienFleming = "obrien-fleming"
        case pocock
    }

    package init(rules: [GateRule]) { self.rules = rules }
}
