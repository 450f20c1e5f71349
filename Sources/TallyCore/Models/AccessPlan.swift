/// How a profile gets into its endpoint: the names of secrets and never a secret itself.
package struct AccessPlan: Hashable, Sendable {
    /// A header that every request carries; the value may hold `${NAME}`.
    package struct Header: Hashable, Sendable {
        package var name: String
        package var value: String

        package init(_ name: String, _ value: String) {
            self.name = name
            self.value = value
        }

        /// By its name the header carries a key; what stands in it is then never shown, and scrubbed from answers.
        package var isSecret: Bool {
            let name = name.lowercased()
            return ["auth", "key", "token", "secret", "cookie", "password"].contains {
                name.contains($0)
            }
        }
    }

    /// In which header the key goes.
    package enum Scheme: String, Sendable, CaseIterable {
        case bearer
        case apiKey = "api-key"
    }

    /// The environment variables that may hold the API key, the first one set counts; empty when none is needed.
    package var keyVariables: [String] = []
    /// `nil` takes the provider's own.
    package var scheme: Scheme?
    /// A program and its arguments that print a token; empty when there is none.
    package var tokenCommand: [String] = []
    package var headers: [Header] = []
    /// A PEM file of certificate authorities trusted besides the system's.
    package var authorities: String?

    package init() {}

    package var headersIdentity: JSONValue {
        .object(JSONObject(headers.map { ($0.name, .string($0.value)) }))
    }

    package var configuration: JSONValue {
        [
            "key_env": .array(keyVariables.map { .string($0) }),
            "auth": .optional(scheme?.rawValue),
            "token_command": .array(tokenCommand.map { .string($0) }),
            "headers": headersIdentity, "ca_file": .optional(authorities),
        ]
    }

    package init(configuration: JSONValue) {
        func texts(_ key: String) -> [String] {
            (configuration[key]?.array ?? []).compactMap(\.string)
        }
        keyVariables = texts("key_env")
        scheme = configuration["auth"]?.string.flatMap(Scheme.init(rawValue:))
        tokenCommand = texts("token_command")
        headers = (configuration["headers"]?.object?.members ?? []).compactMap { member in
            member.value.string.map { Header(member.key, $0) }
        }
        authorities = configuration["ca_file"]?.string
    }
}
