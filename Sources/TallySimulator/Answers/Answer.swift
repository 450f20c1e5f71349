internal import TallyCore

/// What a simulated model says to one request.
struct Answer: Hashable, Sendable {
    enum Finish: String, Sendable {
        case stop, length
        case contentFilter = "content_filter"
    }

    var text: String
    var finish: Finish
    /// The answer is cut or wrapped, as drawn from the model's malformed share.
    var isMalformed: Bool
    /// The receipt was found in a dataset.
    var isKnownReceipt: Bool
    /// What a content filter stopped the answer for.
    var filtered: FilterVerdict?
    /// The text says that the model will not answer.
    var isRefusal = false
    /// How sure the model says it is.
    var confidence = Confidence.full
    /// Hidden tokens spent before the text.
    var reasoning = 0

    /// Tokens of the text.
    var tokens: Int { TokenEstimate.tokens(text) }

    /// Tokens that are billed.
    var outputTokens: Int { reasoning + tokens }

    /// The answer as a limit on its tokens leaves it; reasoning counts too.
    func limited(to maxTokens: Int?) -> Answer {
        guard let maxTokens, outputTokens > maxTokens else { return self }
        guard reasoning < maxTokens else { return spent(on: maxTokens) }
        var limited = self
        limited.text = text.cut(toBytes: (maxTokens - reasoning) * TokenEstimate.bytesPerToken)
        limited.finish = .length
        return limited
    }

    /// The answer when so many tokens of reasoning left none for the text.
    func spent(on reasoning: Int) -> Answer {
        var spent = self
        spent.text = ""
        spent.reasoning = reasoning
        spent.finish = .length
        spent.isRefusal = false
        spent.isMalformed = false
        return spent
    }

    /// The answer of a model that declines.
    var refused: Answer {
        var refused = self
        refused.text = "I'm sorry, but I can't help with that receipt."
        refused.isRefusal = true
        refused.isMalformed = false
        return refused
    }

    /// The answer as a content filter leaves it, after a share of its text.
    func stopped(by verdict: FilterVerdict, after share: Double) -> Answer {
        var stopped = self
        stopped.text = text.cut(toBytes: Int(Double(text.utf8.count) * share))
        stopped.finish = .contentFilter
        stopped.filtered = verdict
        return stopped
    }

    /// The text in pieces of three to six tokens, as a stream delivers it.
    func pieces(using draws: inout SeededGenerator) -> [Substring] {
        var pieces: [Substring] = []
        var rest = Substring(text)
        while !rest.isEmpty {
            let size = (3 + draws.below(4)) * TokenEstimate.bytesPerToken
            let piece = rest.cut(toBytes: size)
            pieces.append(piece)
            rest = rest[piece.endIndex...]
        }
        return pieces
    }
}

extension Substring {
    /// The longest beginning of at most `count` bytes that ends between two characters' scalars, but one scalar at least.
    func cut(toBytes count: Int) -> Substring {
        guard utf8.count > count else { return self }
        var end = utf8.index(startIndex, offsetBy: count)
        while end > startIndex, utf8[end] & 0xC0 == 0x80 { end = utf8.index(before: end) }
        return end > startIndex ? self[..<end] : prefix(1)
    }
}

extension String {
    /// The longest beginning of at most `count` bytes that is valid UTF-8, but one character at least.
    func cut(toBytes count: Int) -> String { String(Substring(self).cut(toBytes: count)) }
}
