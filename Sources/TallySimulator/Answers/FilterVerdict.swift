internal import TallyCore

/// What a content filter found in a text.
struct FilterVerdict: Hashable, Sendable {
    /// In the order Azure lists them.
    enum Category: String, CaseIterable, Sendable {
        case hate
        case selfHarm = "self_harm"
        case sexual, violence
    }

    enum Severity: String, Sendable {
        case medium, high
    }

    var category: Category
    var severity: Severity
}

/// Which text of an exchange a content filter stops.
enum Filtering: Hashable, Sendable {
    case prompt(FilterVerdict)
    /// The answer, after that share of it.
    case answer(FilterVerdict, after: Double)

    /// Half of what is filtered is the prompt, half the answer; the same request meets the same verdict.
    static func draw(_ simulation: Simulation, seed: UInt64) -> Filtering? {
        var draws = SeededGenerator(seed: seed, stream: "filter")
        guard draws.chance(simulation.contentFilterShare) else { return nil }
        let isPrompt = draws.chance(0.5)
        let verdict = FilterVerdict(
            category: draws.pick(FilterVerdict.Category.allCases),
            severity: draws.pick([.medium, .high])
        )
        return isPrompt ? .prompt(verdict) : .answer(verdict, after: 0.2 + 0.6 * draws.unit())
    }
}
