internal import TallyCore
internal import TallyHTTP

extension ProviderError {
    /// Classifies a response that is no success, by status and by the error object that all dialects share.
    init(response: WireResponse, now: Double) {
        let status = response.status ?? 0
        let body = response.isEventStream ? Self.firstEvent(of: response.body) : response.body
        let error = (try? JSONParser.parse(body))?["error"]
        var type = Self.type(status: status, code: error.flatMap(Self.code))
        if let words = error.flatMap(Self.type(ofWords:)) { type = words }
        self.init(
            type,
            Self.detail(status: status, error: error, body: body),
            status: status,
            retryAfter: RetryHint.delay(now: now, isThrottled: status == 429) {
                response.header($0)
            },
            shouldRetry: response.header("x-should-retry").flatMap(Bool.init)
        )
    }

    /// What Azure's content filter found in a prompt that it refused; `nil` when nothing is told.
    static func verdicts(in response: WireResponse) -> JSONValue? {
        let error = (try? JSONParser.parse(response.body))?["error"]
        let inner = error?["innererror"]
        let found = inner?["content_filter_result"] ?? inner?["content_filter_results"]
        return found.map { ["prompt": $0, "answer": .null] }
    }

    /// Gateways that were asked for a stream refuse within one.
    private static func firstEvent(of body: [UInt8]) -> [UInt8] {
        EventStream.events(in: body).events.first.map { Array($0.data) } ?? body
    }

    private static func detail(status: Int, error: JSONValue?, body: [UInt8]) -> String {
        guard !(300..<400).contains(status) else {
            return "redirected elsewhere, which is not followed: check the endpoint"
        }
        let detail = error?["message"]?.string ?? error?.string ?? excerpt(body)
        return detail.isEmpty ? "status \(status)" : detail
    }

    /// The word an error object is classified by; llama.cpp's codes are numbers.
    static func code(of error: JSONValue) -> String? {
        error["code"]?.string ?? error["type"]?.string
    }

    /// What Anthropic says in words alone, under the type of every bad request.
    private static func type(ofWords error: JSONValue) -> ErrorType? {
        guard let words = error["message"]?.string?.lowercased() else { return nil }
        if words.contains("credit balance is too low") { return .quota }
        if words.contains("blocked by content filtering policy") { return .contentFilter }
        return nil
    }

    static func type(status: Int, code: String?) -> ErrorType {
        switch status {
        case _ where code == "insufficient_quota" || code == "billing_error": .quota
        case 402: .quota
        // OpenAI's name for a prompt that its own filter refuses.
        case _ where code == "content_filter" || code == "invalid_prompt": .contentFilter
        case 429: .rateLimited
        case 401, 403: .auth
        case 404, 300..<400: .notFound
        case 408: .timeout
        case 200: type(ofFailedAnswer: code ?? "")
        // A success that holds no answer, such as 204, says nothing against the request.
        case 201..<300, 409, 500...: .serverError
        default: .badRequest
        }
    }

    /// Of an error object in a response of status 200; the words are those of OpenAI's responses and of Anthropic's
    /// streams.
    private static func type(ofFailedAnswer code: String) -> ErrorType {
        switch code {
        case "rate_limit_exceeded", "rate_limit_error": .rateLimited
        case "bio_policy": .contentFilter
        case _ where code.hasSuffix("policy_violation"): .contentFilter
        case "invalid_request_error": .badRequest
        case _ where code.hasPrefix("invalid_") || code.hasPrefix("image_"): .badRequest
        default: .serverError
        }
    }

    /// A request that failed below HTTP.
    init(failure: WireFailure, status: Int?) {
        switch failure.kind {
        case .connect: self.init(.connect, failure.message)
        case .exhausted: self.init(.connect, failure.message, isLocal: true)
        case .tls: self.init(.tls, failure.message)
        case .timeout: self.init(.timeout, failure.message, status: status)
        case .cancelled: self.init(.cancelled, failure.message)
        case .tooLarge: self.init(.truncated, failure.message, status: status)
        // An endpoint that never answers is no better than one that cannot be reached.
        case .closed:
            self.init(status == nil ? .connect : .serverError, failure.message, status: status)
        }
    }

    /// The start of a body that is no error object, on one line.
    static func excerpt(_ body: [UInt8]) -> String {
        let text = String(decoding: body.prefix(200), as: UTF8.self)
        return text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }
}
