internal import Foundation
internal import TallyCore

/// What a model thinks before it answers: so many hidden tokens, and now and then nothing after them.
struct Deliberation: Hashable, Sendable {
    /// Standard deviation of the logarithm of the number of tokens.
    private static let spread = 0.5
    /// How much longer than usual a model thinks that never comes to an answer, where nothing limits it.
    private static let endless = 4

    let tokens: Int
    let leavesNothing: Bool

    init(_ simulation: Simulation, seed: UInt64) {
        guard simulation.reasoningTokens > 0 else {
            tokens = 0
            leavesNothing = false
            return
        }
        var draws = SeededGenerator(seed: seed, stream: "reasoning")
        let stretch = exp(Self.spread * draws.normal())
        tokens = max(1, Int(Double(simulation.reasoningTokens) * stretch))
        leavesNothing = draws.chance(simulation.emptyAfterReasoningShare)
    }

    /// The answer with its reasoning before it, both within the limit on tokens.
    func before(_ answer: Answer, maxTokens: Int?) -> Answer {
        if leavesNothing { return answer.spent(on: maxTokens ?? tokens * Self.endless) }
        var answer = answer
        answer.reasoning = tokens
        return answer.limited(to: maxTokens)
    }

    /// Whether the model declines to answer this request.
    static func declines(_ simulation: Simulation, seed: UInt64) -> Bool {
        var draws = SeededGenerator(seed: seed, stream: "refusal")
        return draws.chance(simulation.refusalShare)
    }
}

extension SeededGenerator {
    /// A draw from the standard normal distribution (Box and Muller 1958).
    mutating func normal() -> Double {
        // 1 - u keeps the logarithm finite.
        let radius = (-2 * log(1 - unit())).squareRoot()
        return radius * cos(2 * .pi * unit())
    }
}
