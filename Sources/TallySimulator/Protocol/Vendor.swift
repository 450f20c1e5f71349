internal import Hummingbird

/// The provider whose manners a route has: its keys, its errors, its header fields.
enum Vendor: Hashable, Sendable {
    case openAI, azure, anthropic

    /// Decides by the address alone, so that what reaches no route is refused in the right shape too.
    init(path: String) {
        self =
            if path.hasPrefix("/openai/") || path.hasPrefix("/models/") {
                .azure
            } else if path == "/v1/messages" || path.hasPrefix("/v1/messages/") {
                .anthropic
            } else {
                .openAI
            }
    }

    /// Whether the request brings the key; nothing of what it brought is ever repeated.
    func accepts(_ headers: HTTPFields, key: String) -> Bool {
        let isBearer = headers[.authorization] == "Bearer \(key)"
        return switch self {
        case .openAI: isBearer
        case .azure: isBearer || headers[HeaderNames.apiKey] == key
        // Documented is `x-api-key`; anthropic-sdk-python 2 sends a key as a token.
        case .anthropic: isBearer || headers[HeaderNames.anthropicKey] == key
        }
    }

    /// The response to a request of that name.
    func error(_ refusal: Refusal, _ name: RequestName) -> ErrorResponse {
        switch self {
        case .openAI: OpenAIErrors.response(to: refusal)
        case .azure: AzureErrors.response(to: refusal)
        case .anthropic: AnthropicErrors.response(to: refusal, name)
        }
    }

    /// Names the request, and says how long it took unless the response knows better.
    func mark(_ headers: inout HTTPFields, _ name: RequestName, took processing: Duration) {
        switch self {
        case .openAI: OpenAIHeaders.mark(&headers, name, took: processing)
        case .azure: AzureHeaders.mark(&headers, name, took: processing)
        case .anthropic: AnthropicHeaders.mark(&headers, name)
        }
    }

    /// Says what is left of the limits.
    func tell(_ standing: RateStanding, in headers: inout HTTPFields) {
        switch self {
        case .openAI: OpenAIHeaders.tell(standing, in: &headers)
        case .azure: AzureHeaders.tell(standing, in: &headers)
        case .anthropic: AnthropicHeaders.tell(standing, in: &headers)
        }
    }

    /// The response's own name is set: a model has seen the request.
    func isMarked(_ headers: HTTPFields) -> Bool {
        let name = self == .anthropic ? HeaderNames.anthropicRequestID : HeaderNames.requestID
        return headers[name] != nil
    }
}

/// What a response calls its request.
enum RequestName: Hashable, Sendable {
    /// By what the request is: the same body gets the same name at the same sighting.
    case identity(UInt64)
    /// By its number among those that no model saw.
    case other(Int)

    /// The name in letters and digits.
    var text: String {
        switch self {
        case .identity(let identity): identity.hexDigits
        case .other(let number): "other_\(number)"
        }
    }

    /// The name as a UUID's digits, which Azure gives.
    var uuid: String {
        let digits: (String, String) =
            switch self {
            case .identity(let identity):
                (identity.hexDigits, (identity ^ 0x5a5a_5a5a_5a5a_5a5a).hexDigits)
            case .other(let number): (UInt64(0).hexDigits, UInt64(number).hexDigits)
            }
        let head = digits.0
        let tail = digits.1
        return [
            head.prefix(8), head.dropFirst(8).prefix(4), head.suffix(4), tail.prefix(4),
            tail.suffix(12),
        ].joined(separator: "-")
    }
}
