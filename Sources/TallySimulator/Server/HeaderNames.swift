internal import HTTPTypes
internal import Hummingbird

/// The header fields of a model endpoint that HTTP itself does not know.
enum HeaderNames {
    /// On every response, so that no simulated answer can pass for a real one.
    static let simulated = HTTPField.Name("x-tally-simulated")
    static let requestID = HTTPField.Name("x-request-id")
    static let processing = HTTPField.Name("openai-processing-ms")
    static let retryAfterMilliseconds = HTTPField.Name("retry-after-ms")
    static let limit = HTTPField.Name("x-ratelimit-limit-requests")
    static let remaining = HTTPField.Name("x-ratelimit-remaining-requests")
    static let reset = HTTPField.Name("x-ratelimit-reset-requests")
}

extension HTTPFields {
    /// Sets a field by a name that may have failed to parse, which then is left out.
    subscript(name: HTTPField.Name?) -> String? {
        get { name.flatMap { self[$0] } }
        set { if let name { self[name] = newValue } }
    }
}
