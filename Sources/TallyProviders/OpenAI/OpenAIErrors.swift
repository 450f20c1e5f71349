internal import TallyCore
internal import TallyHTTP

extension ProviderError {
    /// Classifies a response that is no success, by status and by OpenAI's error object.
    init(response: WireResponse, now: Double) {
        let status = response.status ?? 0
        let error = (try? JSONParser.parse(response.body))?["error"]
        let type = Self.type(status: status, code: error.flatMap(Self.code))
        self.init(
            type,
            Self.detail(status: status, error: error, body: response.body),
            status: status,
            retryAfter: RetryHint.delay(now: now, isThrottled: status == 429) {
                response.header($0)
            },
            shouldRetry: response.header("x-should-retry").flatMap(Bool.init)
        )
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

    static func type(status: Int, code: String?) -> ErrorType {
        switch status {
        case _ where code == "insufficient_quota": .quota
        case _ where code == "content_filter": .contentFilter
        case 429: .rateLimited
        case 401, 403: .auth
        case 404, 300..<400: .notFound
        case 408: .timeout
        case 200 where code == "rate_limit_exceeded": .rateLimited
        case 200, 409, 500...: .serverError
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
