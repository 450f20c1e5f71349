package import TallyCore
package import TallyScoring

/// Turns what came back for a case into the trial's result; a pure function: parse, score, classify.
package struct Judgement {
    private let parser: AnswerParser
    private let scorer: Scorer
    private let item: Case

    package init(parser: AnswerParser, scorer: Scorer, item: Case) {
        self.parser = parser
        self.scorer = scorer
        self.item = item
    }

    package func result(of exchange: Exchange) -> TrialResult {
        switch exchange.result {
        case .success(let completion): judged(completion, exchange)
        case .failure(let error): failed(error, exchange)
        }
    }

    private func judged(_ completion: Completion, _ exchange: Exchange) -> TrialResult {
        if let message = Self.emptiness(of: completion, exchange.usage) {
            return make(exchange, .modelFailure(.emptyAnswer), message: message)
        }
        let parsed = parser.parse(completion.text)
        if let error = Self.failure(of: completion) {
            return make(exchange, .modelFailure(error.type), message: error.message)
        }
        switch parsed.result {
        case .success(let output):
            let score = scorer.score(
                expected: item.expected,
                predicted: output,
                locale: item.locale,
                merchantIsSlug: item.tags.contains("merchant-slug")
            )
            return make(exchange, .answered, output: output, score: score, parsed: parsed)
        case .failure(let fault):
            // A cut answer that still parses is an answer; one that does not was cut, not malformed.
            if completion.finish == .length {
                let message = "cut at the token limit"
                return make(exchange, .modelFailure(.truncated), message: message)
            }
            return make(exchange, .modelFailure(fault.type), parsed: parsed, message: fault.message)
        }
    }

    /// Why there is no answer to read; `nil` when there is one, or when its lack has another reason.
    private static func emptiness(of completion: Completion, _ usage: Usage?) -> String? {
        guard !completion.text.contains(where: { !$0.isWhitespace }) else { return nil }
        let reasoning = usage?.reasoning ?? 0
        switch completion.finish {
        case .refusal, .contentFilter: return nil
        case .length where reasoning == 0: return nil
        default: break
        }
        return reasoning > 0
            ? "an empty answer after \(reasoning) tokens of reasoning" : "an empty answer"
    }

    private static func failure(of completion: Completion) -> ProviderError? {
        switch completion.finish {
        case .refusal: ProviderError(.refusal, "the model refused")
        case .contentFilter: ProviderError(.contentFilter, "the answer was filtered")
        default: nil
        }
    }

    private func failed(_ error: ProviderError, _ exchange: Exchange) -> TrialResult {
        let isModels = error.type.isModelFailure && error.type != .truncated
        let outcome: TrialOutcome =
            isModels ? .modelFailure(error.type) : .infrastructureFailure(error.type)
        return make(exchange, outcome, message: error.message)
    }

    private func make(
        _ exchange: Exchange,
        _ outcome: TrialOutcome,
        output: JSONObject? = nil,
        score: TrialScore? = nil,
        parsed: ParsedAnswer? = nil,
        message: String? = nil
    ) -> TrialResult {
        let isTimeout = outcome == .infrastructureFailure(.timeout)
        // A refused prompt is scored, but nobody waited for a model.
        let isMeasured =
            exchange.timings.isMeasured && ((try? exchange.result.get()) != nil || isTimeout)
        var score = score
        if case .modelFailure = outcome { score = scorer.failure(expected: item.expected) }
        return TrialResult(
            outcome: outcome,
            output: output,
            score: score,
            isSchemaValid: parsed?.isSchemaValid ?? false,
            repairs: parsed?.repairs.map(\.rawValue) ?? [],
            meanLogprob: (try? exchange.result.get())?.meanLogprob,
            service: isMeasured ? exchange.timings.service : nil,
            timeToFirstToken: isMeasured ? exchange.timings.timeToFirstToken : nil,
            isCensored: isTimeout,
            queueWait: .zero,
            total: .zero,
            usage: exchange.usage ?? .zero,
            isSimulated: exchange.isSimulated,
            message: message
        )
    }
}
