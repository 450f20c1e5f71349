package import TallyCore
internal import TallyHTTP

/// Reads a stored response again as what it was when it came, for a new scoring or a replay.
package struct StoredAnswerReader: Sendable {
    private let dialect: any Dialect

    package init(profile: Profile) { dialect = WireProvider.dialect(of: profile, schema: .null) }

    /// The answer in a stored body, or the model's failure to give one; `nil` where the body does not tell.
    ///
    /// A body may be a stream as it was received, an answer put together again, or its text alone where a secret was
    /// taken out of it.
    package func result(of answer: StoredAnswer) -> Result<Completion, ProviderError>? {
        result(status: answer.status, body: answer.body, finish: answer.finish)
    }

    /// The same of an exchange that was answered.
    package func result(of stored: StoredExchange) -> Result<Completion, ProviderError>? {
        result(status: stored.status, body: stored.body, finish: stored.finish)
    }

    /// The same with its answer put together, where it was kept as the stream it came in and nothing of that is lost.
    package func compacted(_ stored: StoredExchange) -> StoredExchange {
        guard stored.error == nil, let status = stored.status else { return stored }
        let exchange = exchange(status: status, body: stored.body)
        guard case .success = exchange.result else { return stored }
        var compact = stored
        compact.body = exchange.body
        return compact
    }

    private func exchange(status: Int, body: [UInt8]) -> Exchange {
        var response = WireResponse()
        response.status = status
        response.body = body
        return ExchangeReader(
            dialect: dialect,
            response: response,
            prompt: Prompt(system: nil, user: ""),
            now: 0
        ).exchange
    }

    private func result(
        status: Int?,
        body: [UInt8],
        finish: String?
    ) -> Result<Completion, ProviderError>? {
        guard let status, !body.isEmpty else { return nil }
        let exchange = exchange(status: status, body: body)
        if case .failure(let error) = exchange.result, !error.type.isModelFailure {
            guard status == 200, (try? JSONParser.parse(body)) == nil else { return nil }
            let text = String(decoding: body, as: UTF8.self)
            return .success(
                Completion(text: text, finish: Completion.FinishReason(name: finish ?? "stop"))
            )
        }
        return exchange.result
    }
}
