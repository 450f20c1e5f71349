internal import Hummingbird
internal import TallyCore

/// Errors as Anthropic words them, with the request's name in their body.
///
/// Source: https://platform.claude.com/docs/en/api/errors; anthropic-sdk-python's `types/shared/*_error.py`; the blocked
/// output is worded as in responses its users report.
enum AnthropicErrors {
    static func response(to refusal: Refusal, _ name: RequestName) -> ErrorResponse {
        let (code, type, message) = words(for: refusal)
        var error = ErrorResponse(
            HTTPResponse.Status(code: code, reasonPhrase: code == 529 ? "Overloaded" : ""),
            body(type, message, name)
        )
        if case .throttled(let throttle) = refusal {
            error.headers = [.retryAfter: String(throttle.seconds)]
            let drawn = RateStanding(requests: .init(perMinute: 500, left: 0), tokens: nil)
            AnthropicHeaders.tell(throttle.standing ?? drawn, in: &error.headers)
        }
        return error
    }

    static func body(_ type: String, _ message: String, _ name: RequestName?) -> JSONValue {
        var members: [(String, JSONValue)] = [
            ("type", "error"), ("error", ["type": .string(type), "message": .string(message)]),
        ]
        if let name { members.append(("request_id", .string(AnthropicHeaders.text(of: name)))) }
        return .object(JSONObject(members))
    }

    /// An overloaded server, or one that failed.
    static func serverError(isOverloaded: Bool) -> (code: Int, type: String, message: String) {
        isOverloaded
            ? (529, "overloaded_error", "Overloaded (simulated)")
            : (500, "api_error", "Internal server error (simulated)")
    }

    private static func words(for refusal: Refusal) -> (code: Int, type: String, message: String) {
        let invalid = "invalid_request_error"
        return switch refusal {
        case .unreadable(let reason):
            (400, invalid, "The request body is not valid JSON: \(reason)")
        case .missing(let path): (400, invalid, "\(path): Field required")
        case .invalid(let message, let parameter): (400, invalid, "\(parameter): \(message)")
        case .unrecognized(let name), .moved(let name, _):
            (400, invalid, "\(name): Extra inputs are not permitted")
        case .missingVersion: (400, invalid, "anthropic-version: header is required")
        case .wrongVersion(let message): (400, invalid, message)
        case .filtered: (400, invalid, "Output blocked by content filtering policy")
        case .wrongKey: (401, "authentication_error", "invalid x-api-key")
        case .unknownModel(let name): (404, "not_found_error", "model: \(name)")
        case .unknownURL: (404, "not_found_error", "Not Found")
        case .tooLarge(let cap):
            (413, "request_too_large", "Request exceeds the maximum size of \(cap) bytes")
        case .throttled(let throttle):
            (
                429, "rate_limit_error",
                "This request would exceed the rate limit on \(throttle.cause.unit) per minute of "
                    + "\(throttle.model) (simulated)"
            )
        case .serverError(let isOverloaded): serverError(isOverloaded: isOverloaded)
        case .internalError: serverError(isOverloaded: false)
        }
    }
}
