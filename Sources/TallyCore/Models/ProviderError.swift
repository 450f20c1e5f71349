/// Why a request brought no usable completion: data of a trial, never the end of a run.
package struct ProviderError: Error, Hashable, Sendable, CustomStringConvertible {
    package var type: ErrorType
    package var message: String
    /// The HTTP status, when there was one.
    package var status: Int?
    /// What the server asked for before the next attempt.
    package var retryAfter: Duration?
    /// The header `x-should-retry`, which overrides the policy's own view.
    package var shouldRetry: Bool?
    /// This machine cannot send, whatever the endpoint does: it may open no more files.
    package var isLocal: Bool

    package init(
        _ type: ErrorType,
        _ message: String,
        status: Int? = nil,
        retryAfter: Duration? = nil,
        shouldRetry: Bool? = nil,
        isLocal: Bool = false
    ) {
        self.type = type
        self.message = message
        self.status = status
        self.retryAfter = retryAfter
        self.shouldRetry = shouldRetry
        self.isLocal = isLocal
    }

    /// Another attempt may succeed: connect errors, time-outs, 408, 409, 429 and 5xx, unless the server says otherwise.
    package var isTransient: Bool {
        if let shouldRetry { return shouldRetry }
        switch type {
        case .timeout, .connect, .rateLimited, .serverError: return true
        default: return status == 408 || status == 409
        }
    }

    /// The endpoint, not the request, is at fault: no connection, no answer in time, a failure of the server.
    package var isOutage: Bool {
        switch type {
        case .connect: !isLocal
        case .timeout, .serverError: true
        // A stream that broke off; an answer cut at its limit is no error.
        case .truncated: isTransient
        default: false
        }
    }

    package var description: String {
        status.map { "\(type.rawValue) (\($0)): \(message)" } ?? "\(type.rawValue): \(message)"
    }
}
