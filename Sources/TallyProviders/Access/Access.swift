internal import TallyCore

/// What opens an endpoint: headers with secrets in them, and what must be scrubbed from its answers.
package struct Access: Sendable {
    package typealias Header = (name: String, value: String)

    /// Headers whose values may be secret.
    private let headers: [Header]
    private let redactor: Redactor
    private let tokens: CommandTokens?

    /// - Parameters:
    ///   - key: an API key and the header it goes in; `nil` when none is sent.
    ///   - headers: the profile's own headers; one of the key's name takes the key's place.
    ///   - secrets: further texts to scrub.
    ///   - tokens: where a bearer token comes from; it takes the key's place.
    package init(
        key: (value: String, scheme: KeyScheme)? = nil,
        headers: [Header] = [],
        secrets: [String] = [],
        tokens: CommandTokens? = nil
    ) {
        var all = headers
        if let key, tokens == nil {
            let header = key.scheme.header(key.value)
            if !headers.contains(where: { $0.name.lowercased() == header.name }) {
                all.append(header)
            }
        }
        self.headers = all
        self.tokens = tokens
        redactor = Redactor(secrets: secrets + (key.map { [$0.value] } ?? []))
    }

    /// The headers of one request, and what takes their secrets out of the answer.
    func open() async throws(ProviderError) -> (headers: [Header], redactors: [Redactor]) {
        guard let tokens else { return (headers, [redactor]) }
        let token = try await tokens.current()
        return (headers + [KeyScheme.bearer.header(token.value)], [redactor, token.redactor])
    }
}

/// The header in which an API key goes.
package enum KeyScheme: Sendable {
    case bearer
    /// Azure's `api-key`.
    case apiKey
    /// Anthropic's `x-api-key`.
    case xAPIKey

    func header(_ key: String) -> Access.Header {
        switch self {
        case .bearer: ("authorization", "Bearer \(key)")
        case .apiKey: ("api-key", key)
        case .xAPIKey: ("x-api-key", key)
        }
    }
}
