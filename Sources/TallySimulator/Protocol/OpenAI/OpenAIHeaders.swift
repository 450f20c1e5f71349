internal import Hummingbird
internal import TallyCore

/// The header fields OpenAI's responses carry.
///
/// Source: https://platform.openai.com/docs/api-reference/debugging-requests.
enum OpenAIHeaders {
    static func mark(_ headers: inout HTTPFields, _ name: RequestName, took processing: Duration) {
        headers[HeaderNames.requestID] = "req_" + name.text
        if headers[HeaderNames.processing] == nil {
            headers[HeaderNames.processing] = processing.wholeMilliseconds
        }
    }

    static func tell(_ standing: RateStanding, in headers: inout HTTPFields) {
        if let requests = standing.requests {
            headers[HeaderNames.limitRequests] = String(requests.perMinute)
            headers[HeaderNames.remainingRequests] = String(requests.left)
        }
        if let tokens = standing.tokens {
            headers[HeaderNames.limitTokens] = String(tokens.perMinute)
            headers[HeaderNames.remainingTokens] = String(tokens.left)
        }
    }
}
