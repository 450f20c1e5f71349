package import TallyCore
package import TallyHTTP

/// Reads a response on the wire as the exchange of one prompt; a pure function of its inputs.
package struct ExchangeReader {
    private let dialect: any Dialect
    private let response: WireResponse
    private let prompt: Prompt
    private let now: Double

    /// `now` is seconds since 1970.
    package init(
        dialect: any Dialect,
        response: WireResponse,
        prompt: Prompt,
        now: Double
    ) {
        self.dialect = dialect
        self.response = response
        self.prompt = prompt
        self.now = now
    }

    package var exchange: Exchange {
        guard let status = response.status else { return failed(before: response.failure) }
        guard status == 200 else { return refused }
        if response.isEventStream { return streamed(dialect.answer(stream: response)) }
        let body = (try? JSONParser.parse(response.body)).flatMap { $0.object == nil ? nil : $0 }
        // An object that was closed is whole, whatever became of the connection after it.
        if let failure = response.failure, body == nil || failure.kind != .closed {
            return cut(failure, ModelAnswer())
        }
        guard let body else {
            let excerpt = ProviderError.excerpt(response.body)
            return outcome(
                .failure(ProviderError(.serverError, "200 without JSON: \(excerpt)", status: 200)),
                billing: .possiblyBilled
            )
        }
        return whole(dialect.answer(whole: body))
    }

    // MARK: Answers

    private func whole(_ answer: ModelAnswer) -> Exchange {
        if let error = answer.error { return errorBody(error, answer) }
        guard answer.isAnswer else { return nothing(answer) }
        return outcome(.success(completion(answer)), answer: answer, billing: .billed)
    }

    private func streamed(_ answer: ModelAnswer) -> Exchange {
        if let error = answer.error {
            guard answer.firstContent != nil else { return errorBody(error, answer) }
            return cut(WireFailure(.closed, "the stream broke off: \(Self.message(error))"), answer)
        }
        // What the connection did after the answer's end takes nothing from it.
        guard answer.isComplete else {
            let failure = WireFailure(.closed, "the stream ended before the answer did")
            return cut(response.failure ?? failure, answer)
        }
        // A text with a hole in it would be scored as if the model had written it.
        guard !answer.isDamaged else {
            return cut(WireFailure(.closed, "a piece of the stream cannot be read"), answer)
        }
        guard answer.isAnswer else { return nothing(answer) }
        var exchange = outcome(.success(completion(answer)), answer: answer, billing: .billed)
        let first = answer.firstContent ?? .zero
        exchange.chunkOffsets = answer.chunkTimes.map { Int(($0 - first).microseconds / 1000) }
        // Raw bytes are kept where something was not understood.
        if !answer.isOdd, response.failure == nil {
            exchange.body = answer.whole.jsonBytes
        }
        return exchange
    }

    /// A sound response in which no model says anything is the server's failure.
    private func nothing(_ answer: ModelAnswer) -> Exchange {
        let error = ProviderError(.serverError, "200 without an answer", status: 200)
        return outcome(.failure(error), answer: answer, billing: .possiblyBilled)
    }

    private func completion(_ answer: ModelAnswer) -> Completion {
        if !answer.refusal.isEmpty, answer.text.isEmpty {
            return Completion(text: answer.refusal, finish: .refusal)
        }
        return Completion(
            text: answer.text,
            finish: answer.finish ?? .stop,
            meanLogprob: answer.meanLogprob
        )
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
    private func cut(_ failure: WireFailure, _ answer: ModelAnswer) -> Exchange {
        var error = ProviderError(failure: failure, status: response.status)
        if failure.kind == .closed {
            error = ProviderError(.truncated, failure.message, status: 200, shouldRetry: true)
        }
        return outcome(
            .failure(error),
            answer: answer,
            billing: answer.usage.map { !$0.isEstimated } ?? false ? .billed : .possiblyBilled
        )
    }

    private func errorBody(_ body: JSONValue, _ answer: ModelAnswer) -> Exchange {
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
        let isSuccess = (200..<300).contains(response.status ?? 0)
        let mayBill = error.type == .contentFilter || response.status == 408 || isSuccess
        var exchange = outcome(.failure(error), billing: mayBill ? .possiblyBilled : .notBilled)
        exchange.facts.filters = ProviderError.verdicts(in: response)
        return exchange
    }

    // MARK: Assembly

    private func outcome(
        _ result: Result<Completion, ProviderError>,
        answer: ModelAnswer? = nil,
        billing: Exchange.Billing
    ) -> Exchange {
        let reported = answer?.usage
        let usage =
            billing == .notBilled
            ? reported : reported ?? .estimated(prompt: prompt, answer: answer?.text ?? "")
        return Exchange(
            body: response.body,
            status: response.status,
            timings: ExchangeTimings(
                sent: response.sent?.inMicroseconds,
                firstByte: response.firstByte?.inMicroseconds,
                firstContent: answer?.firstContent?.inMicroseconds,
                done: response.done.inMicroseconds
            ),
            usage: usage,
            facts: facts(answer),
            isSimulated: response.header("x-tally-simulated") != nil,
            billing: billing,
            result: result
        )
    }

    /// What the body told, with what stands in the headers of OpenAI, Azure and Anthropic.
    private func facts(_ answer: ModelAnswer?) -> ServerFacts {
        func first(_ names: String...) -> String? {
            names.lazy.compactMap { response.header($0) }.first
        }
        var facts = answer?.facts ?? ServerFacts()
        facts.requestID = first("x-request-id", "apim-request-id", "request-id")
        facts.region = facts.region ?? first("x-ms-region")
        let milliseconds = first("openai-processing-ms", "x-envoy-upstream-service-time")
        // A header may hold anything; what is no sensible time is none.
        if let value = milliseconds.flatMap(Double.init), (0...86_400_000).contains(value) {
            facts.processing = .microseconds(Int64(value * 1000))
        }
        return facts
    }
}

extension Duration {
    /// As it is stored, so that what is computed now and from the store is the same.
    fileprivate var inMicroseconds: Duration { .microseconds(microseconds) }
}
