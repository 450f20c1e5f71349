internal import HTTPTypes
internal import Hummingbird

/// The header fields of a model endpoint that HTTP itself does not know.
enum HeaderNames {
    /// On every response, so that no simulated answer can pass for a real one.
    static let simulated = HTTPField.Name("x-tally-simulated")
    static let requestID = HTTPField.Name("x-request-id")
    static let processing = HTTPField.Name("openai-processing-ms")
    static let retryAfterMilliseconds = HTTPField.Name("retry-after-ms")
    static let limitRequests = HTTPField.Name("x-ratelimit-limit-requests")
    static let remainingRequests = HTTPField.Name("x-ratelimit-remaining-requests")
    static let resetRequests = HTTPField.Name("x-ratelimit-reset-requests")
    static let limitTokens = HTTPField.Name("x-ratelimit-limit-tokens")
    static let remainingTokens = HTTPField.Name("x-ratelimit-remaining-tokens")
    static let resetTokens = HTTPField.Name("x-ratelimit-reset-tokens")

    // Azure's.
    static let apiKey = HTTPField.Name("api-key")
    static let apimRequestID = HTTPField.Name("apim-request-id")
    static let region = HTTPField.Name("x-ms-region")
    static let modelSession = HTTPField.Name("azureml-model-session")
    static let upstreamTime = HTTPField.Name("x-envoy-upstream-service-time")
    static let policy = HTTPField.Name("policy-id")

    // Anthropic's.
    static let anthropicKey = HTTPField.Name("x-api-key")
    static let anthropicVersion = HTTPField.Name("anthropic-version")
    static let anthropicRequestID = HTTPField.Name("request-id")
    static let anthropicRequestsLimit = HTTPField.Name("anthropic-ratelimit-requests-limit")
    static let anthropicRequestsRemaining = HTTPField.Name("anthropic-ratelimit-requests-remaining")
    static let anthropicTokensLimit = HTTPField.Name("anthropic-ratelimit-tokens-limit")
    static let anthropicTokensRemaining = HTTPField.Name("anthropic-ratelimit-tokens-remaining")
}

extension HTTPFields {
    /// Sets a field by a name that may have failed to parse, which then is left out.
    subscript(name: HTTPField.Name?) -> String? {
        get { name.flatMap { self[$0] } }
        set { if let name { self[name] = newValue } }
    }
}
