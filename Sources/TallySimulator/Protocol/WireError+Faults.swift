internal import HTTPTypes
internal import Hummingbird
internal import TallyCore

extension WireError {
    /// A 429 with every hint that a client may read; a hint of nothing would be no hint, so one millisecond is the least.
    static func rateLimited(_ model: String, wait: Duration) -> WireError {
        let milliseconds = max(1, Int((wait.seconds * 1000).rounded(.up)))
        var error = WireError(
            .tooManyRequests,
            "Rate limit reached for \(model) on requests per min (simulated).",
            type: "requests",
            code: "rate_limit_exceeded"
        )
        error.headers = [.retryAfter: String((milliseconds + 999) / 1000)]
        error.headers[HeaderNames.retryAfterMilliseconds] = String(milliseconds)
        error.headers[HeaderNames.limit] = "500"
        error.headers[HeaderNames.remaining] = "0"
        error.headers[HeaderNames.reset] = "\(milliseconds)ms"
        return error
    }

    static func serverError(isOverloaded: Bool) -> WireError {
        isOverloaded
            ? WireError(
                .serviceUnavailable,
                "The engine is currently overloaded, please try again later (simulated).",
                type: "server_error"
            )
            : WireError(
                .internalServerError,
                "The server had an error while processing your request (simulated).",
                type: "server_error"
            )
    }
}
