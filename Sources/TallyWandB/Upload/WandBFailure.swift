internal import TallyCore
internal import TallyHTTP

/// Reads from a response whether, and when, W&B's server may be asked again.
///
/// Never after 400, 401, 403, 404, 410, 413, 422 and 501, nor 409 but for a run's upsert; after everything else.
struct WandBFailure {
    /// `nil` when the request was taken.
    let error: ProviderError?

    init(_ response: WireResponse, retriesConflicts: Bool, now: Double) {
        if let failure = response.failure {
            error = ProviderError(Self.type(of: failure.kind), failure.message)
            return
        }
        let status = response.status ?? 0
        guard !(200..<300).contains(status) else {
            error = nil
            return
        }
        let words = String(decoding: response.body.prefix(200), as: UTF8.self)
        let hint = RetryHint.delay(now: now) { name in
            // W&B's own header says in seconds when the limit is lifted.
            response.header(name)
                ?? (name == "retry-after" ? response.header("ratelimit-reset") : nil)
        }
        error = ProviderError(
            Self.type(of: status),
            words,
            status: status,
            retryAfter: hint,
            shouldRetry: Self.mayRetry(status, retriesConflicts)
        )
    }

    private static func type(of kind: WireFailure.Kind) -> ErrorType {
        switch kind {
        case .connect, .exhausted: .connect
        case .tls: .tls
        case .timeout: .timeout
        case .cancelled: .cancelled
        case .closed, .tooLarge: .serverError
        }
    }

    private static func type(of status: Int) -> ErrorType {
        switch status {
        case 401: .auth
        case 404: .badRequest
        case 429: .rateLimited
        case 400..<500: .badRequest
        default: .serverError
        }
    }

    private static func mayRetry(_ status: Int, _ retriesConflicts: Bool) -> Bool {
        switch status {
        case 400, 401, 403, 404, 410, 413, 422, 501: false
        case 409: retriesConflicts
        default: true
        }
    }
}
