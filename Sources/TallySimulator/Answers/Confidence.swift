internal import Foundation
internal import TallyCore

/// How sure a simulated model says it is of its answer: the log probabilities of its tokens.
///
/// An invented model of no model: an answer's mean is log-normal, and the further below 0 the more errors the answer
/// has. So it tells something of the errors, and not all. Tokens scatter exponentially around the mean.
struct Confidence: Hashable, Sendable {
    /// The mean of an answer without errors, below 0.
    private static let usual = 0.02
    /// Standard deviation of the logarithm of the mean.
    private static let spread = 0.6
    /// What each error adds, as a share of the usual; three at most count.
    private static let perError = 0.9
    private static let mostErrors = 3

    /// How far below 0 the mean lies.
    let level: Double
    let seed: UInt64

    static let full = Confidence(level: 0, seed: 0)

    private init(level: Double, seed: UInt64) {
        self.level = level
        self.seed = seed
    }

    init(errors: Int, seed: UInt64) {
        var draws = SeededGenerator(seed: seed, stream: "confidence")
        let share = 1 + Self.perError * Double(min(errors, Self.mostErrors))
        self.init(level: Self.usual * exp(Self.spread * draws.normal()) * share, seed: seed)
    }

    /// The tokens of a text, each with the byte it starts at; the same however the text is sent.
    func tokens(of text: String) -> [(start: Int, token: JSONValue)] {
        var draws = SeededGenerator(seed: seed, stream: "logprobs")
        var tokens: [(start: Int, token: JSONValue)] = []
        var rest = Substring(text)
        var start = 0
        while !rest.isEmpty {
            let piece = rest.cut(toBytes: TokenEstimate.bytesPerToken)
            // 1 - u keeps the logarithm finite.
            let logprob = level * log(1 - draws.unit())
            tokens.append((start, Self.token(piece, logprob)))
            start += piece.utf8.count
            rest = rest[piece.endIndex...]
        }
        return tokens
    }

    private static func token(_ piece: Substring, _ logprob: Double) -> JSONValue {
        [
            "token": .string(String(piece)), "logprob": .number((logprob * 1e6).rounded() / 1e6),
            "bytes": .array(piece.utf8.map { .number(Int($0)) }), "top_logprobs": [],
        ]
    }
}
