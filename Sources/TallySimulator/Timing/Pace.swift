internal import Foundation
internal import TallyCore

/// How fast one answer comes.
struct Pace: Hashable, Sendable {
    /// From the request to the first token.
    let firstToken: Duration
    /// Seconds a token.
    private let secondsPerToken: Double

    /// Log-normal time to the first token; the whole answer is up to 15 % slower or faster than the model's pace.
    init(_ simulation: Simulation, using draws: inout SeededGenerator) {
        let normal = draws.normal()
        firstToken = .seconds(
            simulation.timeToFirstToken * exp(simulation.timeToFirstTokenSpread * normal)
        )
        let stretch = 0.85 + 0.3 * draws.unit()
        secondsPerToken =
            simulation.tokensPerSecond > 0 ? stretch / simulation.tokensPerSecond : 0
    }

    /// From the request to a refusal: an endpoint refuses sooner than it answers.
    var refusal: Duration { firstToken / 5 }

    /// What writing so many tokens takes.
    func writing(_ tokens: Int) -> Duration { .seconds(secondsPerToken * Double(tokens)) }
}
