internal import TallyCore
internal import TallyProviders
internal import TallyRunner
internal import TallyScoring

/// Judges stored answers under one task; a pure function of what is stored.
struct Rejudgement {
    let scorerDigest: Digest
    private let parser: AnswerParser
    private let scorer: Scorer
    /// By the names of the profiles that may have answered.
    private let readers: [String: StoredAnswerReader]
    private let reader: StoredAnswerReader

    init(variant: Variant, task: ExtractionTask) {
        parser = AnswerParser(fields: task.fields)
        scorer = Scorer(fields: task.fields, required: task.required, dateOrder: task.dateOrder)
        scorerDigest = scorer.digest
        reader = StoredAnswerReader(profile: variant.profile)
        readers = Dictionary(
            variant.profiles.map { ($0.name, StoredAnswerReader(profile: $0)) },
            uniquingKeysWith: { first, _ in first }
        )
    }

    func result(of answer: StoredAnswer) -> TrialResult {
        Judgement(parser: parser, scorer: scorer, item: answer.item).result(of: exchange(answer))
    }

    /// What came back, or what is left to know of it where its bytes are gone.
    private func exchange(_ answer: StoredAnswer) -> Exchange {
        Exchange(
            status: answer.status,
            timings: ExchangeTimings(done: .zero),
            usage: Usage(output: answer.reasoningTokens, reasoning: answer.reasoningTokens),
            billing: .notBilled,
            result: completion(answer)
        )
    }

    private func completion(_ answer: StoredAnswer) -> Result<Completion, ProviderError> {
        // No scoring makes an answer of what the infrastructure failed.
        if case .infrastructureFailure(let type) = answer.outcome {
            return .failure(ProviderError(type, ""))
        }
        let reader = answer.profile.flatMap { readers[$0] } ?? reader
        if let result = reader.result(of: answer) { return result }
        if let output = answer.output {
            let finish = Completion.FinishReason(name: answer.finish ?? "stop")
            return .success(Completion(text: output, finish: finish))
        }
        return .failure(
            ProviderError(answer.outcome.error ?? .emptyAnswer, "the answer was erased")
        )
    }
}
