package import TallyCore
package import TallyHTTP

/// Reads a response on the wire as the exchange of one chat completion; a pure function of its inputs.
package struct ChatExchange {
    private let response: WireResponse
    private let prompt: Prompt
    private let now: Double

    /// `now` is seconds since 1970.
    package init(response: WireResponse, prompt: Prompt, now: Double) {
        self.response = response
        self.prompt = prompt
        self.now = now
    }

    package var exchange: Exchange {
        guard let status = response.status else { return failed(before: response.failure) }
        guard status == 200 else { return refused }
        if response.isEventStream { return streamed(ChatAnswer(stream: response)) }
        if let failure = response.failure { return cut(failure, ChatAnswer(body: .null)) }
        guard let body = try? JSONParser.parse(response.body), body.object != nil else {
            let excerpt = ProviderError.excerpt(response.body)
            return outcome(
                .failure(ProviderError(.serverError, "200 without JSON: \(excerpt)", status: 200)),
                billing: .possiblyBilled
            )
        }
        return whole(ChatAnswer(body: body))
    }

    // MARK: Answers

    private func whole(_ answer: ChatAnswer) -> Exchange {
        if let error = answer.error { return errorBody(error, answer) }
        guard answer.finish != nil || !answer.text.isEmpty else {
            let error = ProviderError(.serverError, "200 without a choice", status: 200)
            return outcome(.failure(error), answer: answer, billing: .possiblyBilled)
        }
        return outcome(.success(completion(answer)), answer: answer, billing: .billed)
    }

    private func streamed(_ answer: ChatAnswer) -> Exchange {
        if let error = answer.error {
            guard answer.firstContent != nil else { return errorBody(error, answer) }
            return cut(WireFailure(.closed, "the stream broke off: \(Self.message(error))"), answer)
        }
        // What the connection did after the answer's end takes nothing from it.
        guard answer.isComplete else {
            let failure = WireFailure(.closed, "the stream ended without [DONE]")
            return cut(response.failure ?? failure, answer)
        }
        var exchange = outcome(.success(completion(answer)), answer: answer, billing: .billed)
        let first = answer.firstContent ?? .zero
        exchange.chunkOffsets = answer.chunkTimes.map { Int(($0 - first).microseconds / 1000) }
        // Raw bytes are kept where something was not understood.
        if !answer.isOdd, response.failure == nil {
            exchange.body = answer.reassembled.jsonBytes
        }
        return exchange
    }

    private func completion(_ answer: ChatAnswer) -> Completion {
        if !answer.refusal.isEmpty, answer.text.isEmpty {
            return Completion(text: answer.refusal, finish: .refusal)
        }
        let finish: Completion.FinishReason =
            switch answer.finish {
            case "stop", nil: .stop
            case "length": .length
            case "content_filter": .contentFilter
            case let other?: .other(other)
            }
        return Completion(text: answer.text, finish: finish)
    }

    // MARK: Failures

    /// Nothing of a response arrived.
    private func failed(before failure: WireFailure?) -> Exchange {
        let failure = failure ?? WireFailure(.closed, "no response")
        let error = ProviderError(failure: failure, status: nil)
        return outcome(
            .failure(error),
            billing: response.sent == nil ? .notBilled : .possiblyBilled
        )
    }

    /// The answer stopped in the middle: without reported usage nobody can say whether it is billed.
    private func cut(_ failure: WireFailure, _ answer: ChatAnswer) -> Exchange {
        var error = ProviderError(failure: failure, status: response.status)
        if failure.kind == .closed {
            error = ProviderError(.truncated, failure.message, status: 200, shouldRetry: true)
        }
        let isReported = answer.usage.flatMap(Usage.init(chat:)) != nil
        return outcome(
            .failure(error),
            answer: answer,
            billing: isReported ? .billed : .possiblyBilled
        )
    }

    private func errorBody(_ body: JSONValue, _ answer: ChatAnswer) -> Exchange {
        let type = ProviderError.type(status: 200, code: ProviderError.code(of: body))
        let message = "200 with an error: \(Self.message(body))"
        let error = ProviderError(type, message, status: 200)
        return outcome(.failure(error), answer: answer, billing: .possiblyBilled)
    }

    private static func message(_ error: JSONValue) -> String {
        error["message"]?.string ?? error.jsonText
    }

    private var refused: Exchange {
        let error = ProviderError(response: response, now: now)
        let mayBill = error.type == .contentFilter || response.status == 408
        return outcome(.failure(error), billing: mayBill ? .possiblyBilled : .notBilled)
    }

    // MARK: Assembly

    private func outcome(
        _ result: Result<Completion, ProviderError>,
        answer: ChatAnswer? = nil,
        billing: Exchange.Billing
    ) -> Exchange {
        let reported = answer?.usage.flatMap(Usage.init(chat:))
        let usage =
            billing == .notBilled
            ? reported : reported ?? .estimated(prompt: prompt, answer: answer?.text ?? "")
        return Exchange(
            body: response.body,
            status: response.status,
            timings: ExchangeTimings(
                sent: response.sent,
                firstByte: response.firstByte,
                firstContent: answer?.firstContent,
                done: response.done
            ),
            usage: usage,
            returnedModel: answer?.model,
            requestID: response.header("x-request-id") ?? response.header("apim-request-id"),
            isSimulated: response.header("x-tally-simulated") != nil,
            billing: billing,
            result: result
        )
    }
}
