package import TallyCore
internal import TallyHTTP

/// Reads a stored response again as what it was when it came, for a new scoring.
package struct StoredAnswerReader: Sendable {
    private let dialect: any Dialect

    package init(profile: Profile) { dialect = WireProvider.dialect(of: profile, schema: .null) }

    /// The answer in a stored body, or the model's failure to give one; `nil` where the body does not tell.
    ///
    /// A body may be a stream as it was received, an answer put together again, or its text alone where a secret was
    /// taken out of it.
    package func result(of answer: StoredAnswer) -> Result<Completion, ProviderError>? {
        guard let status = answer.status, !answer.body.isEmpty else { return nil }
        var response = WireResponse()
        response.status = status
        response.body = answer.body
        let exchange = ExchangeReader(
            dialect: dialect,
            response: response,
            prompt: Prompt(system: nil, user: ""),
            now: 0
        ).exchange
        if case .failure(let error) = exchange.result, !error.type.isModelFailure {
            guard status == 200, (try? JSONParser.parse(answer.body)) == nil else { return nil }
            let text = String(decoding: answer.body, as: UTF8.self)
            let finish = Completion.FinishReason(name: answer.finish ?? "stop")
            return .success(Completion(text: text, finish: finish))
        }
        return exchange.result
    }
}
