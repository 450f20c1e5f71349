internal import Hummingbird
internal import TallyCore

/// The header fields Anthropic's responses carry.
///
/// Source: https://platform.claude.com/docs/en/api/rate-limits#response-headers; its `-reset` fields, which need the time
/// of day, are left out.
enum AnthropicHeaders {
    static func text(of name: RequestName) -> String { "req_sim_" + name.text }

    static func mark(_ headers: inout HTTPFields, _ name: RequestName) {
        headers[HeaderNames.anthropicRequestID] = text(of: name)
    }

    static func tell(_ standing: RateStanding, in headers: inout HTTPFields) {
        if let requests = standing.requests {
            headers[HeaderNames.anthropicRequestsLimit] = String(requests.perMinute)
            headers[HeaderNames.anthropicRequestsRemaining] = String(requests.left)
        }
        if let tokens = standing.tokens {
            headers[HeaderNames.anthropicTokensLimit] = String(tokens.perMinute)
            headers[HeaderNames.anthropicTokensRemaining] = String(tokens.left)
        }
    }
}
