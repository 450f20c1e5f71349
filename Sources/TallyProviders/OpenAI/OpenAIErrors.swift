internal import TallyCore
internal import TallyHTTP

extension ProviderError {
    /// Classifies a response that is no success, by status and by OpenAI's error object.
    init(response: WireResponse, now: Double) {
        let status = response.status ?? 0
        let error = (try? JSONParser.parse(response.body))?["error"]
        let code = error?["code"]?.string ?? error?["type"]?.string
        let detail = error?["message"]?.string ?? error?.string ?? Self.excerpt(response.body)
        self.init(
            Self.type(status: status, code: code),
            detail.isEmpty ? "status \(status)" : detail,
            status: status,
            retryAfter: RetryHint.delay(now: now) { response.header($0) },
            shouldRetry: response.header("x-should-retry").flatMap(Bool.init)
        )
    }

    private static func type(status: Int, code: String?) -> ErrorType {
        switch status {
        case 429: code == "insufficient_quota" ? .quota : .rateLimited
        case 401, 403: .auth
        case 404: .notFound
        case 408: .timeout
        case 400 where code == "content_filter": .contentFilter
        case 409: .serverError
        case 500...: .serverError
        default: .badRequest
        }
    }

    /// A request that failed below HTTP.
    init(failure: WireFailure, status: Int?) {
        switch failure.kind {
        case .connect: self.init(.connect, failure.message)
        case .tls: self.init(.tls, failure.message)
        case .timeout: self.init(.timeout, failure.message, status: status)
        case .cancelled: self.init(.cancelled, failure.message)
        case .tooLarge: self.init(.truncated, failure.message, status: status)
        // Before any byte the request may not have been read: the same type as a failed connect would stop retries early.
        case .closed: self.init(.serverError, failure.message, status: status)
        }
    }

    /// The start of a body that is no error object, on one line.
    static func excerpt(_ body: [UInt8]) -> String {
        let text = String(decoding: body.prefix(200), as: UTF8.self)
        return text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }
}
