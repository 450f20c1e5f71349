package import TallyCore

/// What is known of a run before its trials are read.
package struct RunFacts: Sendable {
    package var id: String
    package var name: String
    package var profiles: [String]
    package var isSimulated = false
    package var isImported = false
    package var isRecorded = false
    /// When documents were sent.
    package var arrivals = Arrivals.closed
    /// It may hand a case over to a second profile.
    package var isCascade = false
    /// What answers cost beyond the bill, where the benchmark states it.
    package var economics: Economics?
    /// Cases of the plan.
    package var cases: Int
    /// Trials of each case.
    package var repeats = 1
    /// Names in the order of the specification; a field that is not named here comes after these.
    package var fields: [String]
    /// Seconds the run took, pauses between resumes left out.
    package var wall = 0.0
    /// Why the lane stopped before its end, in one line.
    package var stopReason: String?

    package init(
        id: String,
        name: String,
        profiles: [String],
        cases: Int,
        fields: [String] = FieldSpec.receipt.map(\.name)
    ) {
        self.id = id
        self.name = name
        self.profiles = profiles
        self.cases = cases
        self.fields = fields
    }
}
