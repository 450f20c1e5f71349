/// What went wrong with an attempt or an answer; the names that store, JSON and metrics share.
package enum ErrorType: String, Hashable, Sendable, CaseIterable {
    case timeout, connect, tls
    case rateLimited = "rate_limited"
    case quota, auth
    case notFound = "not_found"
    case badRequest = "bad_request"
    case serverError = "server_error"
    case contentFilter = "content_filter"
    case refusal, truncated
    case invalidJSON = "invalid_json"
    case schemaInvalid = "schema_invalid"
    /// Nothing but white space came back, as when a model spends all its tokens on reasoning.
    case emptyAnswer = "empty_answer"
    case cancelled
    case toolFailed = "tool_failed"
    /// A cassette holds no such request.
    case notRecorded = "not_recorded"

    /// The model answered badly: scored 0 and kept in the denominator.
    ///
    /// Every other error is the infrastructure's and leaves no quality score.
    package var isModelFailure: Bool {
        switch self {
        case .contentFilter, .refusal, .truncated, .invalidJSON, .schemaInvalid, .emptyAnswer:
            true
        default: false
        }
    }

    /// Sending more to this profile is pointless until a person acts.
    package var stopsLane: Bool {
        switch self {
        case .quota, .auth, .notFound: true
        default: false
        }
    }
}
