import TallyCore

/// Reads how a profile gets into its endpoint: names of variables, a command, headers; never a key.
package enum AccessReader {
    package static let keys = ["key_env", "auth", "token_command", "headers", "ca_file"]

    /// What Tally or HTTP itself sets.
    package static let refusedHeaders: Set<String> = [
        "host", "content-length", "content-type", "transfer-encoding", "connection", "accept",
        "x-client-request-id",
    ]

    static func read(
        _ fields: Cursor.Fields,
        provider: Profile.Provider
    ) throws(ConfigurationError) -> AccessPlan {
        var plan = AccessPlan()
        if let value = fields["token_command"] { plan.tokenCommand = try words(value) }
        if let value = fields["key_env"] {
            if !plan.tokenCommand.isEmpty {
                throw value.error("key_env and token_command exclude each other")
            }
            plan.keyVariables = try variables(value)
        } else if !fields.mentions("key_env"), plan.tokenCommand.isEmpty {
            plan.keyVariables = usual(provider)
        }
        if let value = fields["auth"] {
            plan.scheme = try value.choice(of: AccessPlan.Scheme.allCases)
        }
        if let value = fields["headers"] { plan.headers = try headers(value) }
        if let value = fields["ca_file"] {
            let path = ConfigurationFolders.absolute(
                ConfigurationFolders.join(
                    ConfigurationFolders.folder(of: value.file),
                    try value.text()
                )
            )
            try CertificateFile.check(path) { value.error($0) }
            plan.authorities = path
        }
        return plan
    }

    /// The variables that a provider's own tools read; `key_env: null` asks for none.
    private static func usual(_ provider: Profile.Provider) -> [String] {
        switch provider {
        case .azure: ["AZURE_OPENAI_API_KEY", "AZURE_OPENAI_KEY"]
        case .anthropic: ["ANTHROPIC_API_KEY"]
        case .openai, .simulated, .rules, .replay: []
        }
    }

    private static func variables(_ cursor: Cursor) throws(ConfigurationError) -> [String] {
        guard case .list = cursor.node.content else { return [try variable(cursor)] }
        var names: [String] = []
        for element in try cursor.list() { names.append(try variable(element)) }
        if names.isEmpty { throw cursor.error("expected at least one variable") }
        return names
    }

    /// Upper case only, so that a key pasted here by mistake is not taken for a name; it is never shown.
    private static func variable(_ cursor: Cursor) throws(ConfigurationError) -> String {
        let text = try? cursor.text()
        guard let text, DotEnv.isVariableName(text), text == text.uppercased() else {
            throw cursor.error(
                "expected the name of an environment variable, such as OPENAI_API_KEY; "
                    + "a key itself never stands in a file like this"
            )
        }
        return text
    }

    /// A program and its arguments: text is split at spaces, a list is taken as it is.
    private static func words(_ cursor: Cursor) throws(ConfigurationError) -> [String] {
        guard case .list = cursor.node.content else {
            return try cursor.text().split(separator: " ").map(String.init)
        }
        var words: [String] = []
        for element in try cursor.list() { words.append(try element.text()) }
        if words.isEmpty { throw cursor.error("expected a program and its arguments") }
        return words
    }

    private static func headers(_ cursor: Cursor) throws(ConfigurationError) -> [AccessPlan.Header]
    {
        var headers: [AccessPlan.Header] = []
        for (name, value) in try cursor.members() {
            guard !name.isEmpty, name.utf8.allSatisfy(isTokenByte), !KeyShape.fits(name) else {
                throw value.error("no name for a header")
            }
            if refusedHeaders.contains(name.lowercased()) {
                throw value.error("Tally sets the header \(name) itself")
            }
            let text = try value.text()
            let header = AccessPlan.Header(name, text)
            let hasVariable = text.contains("${") && !text.contains(":-")
            let words = text.split(separator: " ").map(String.init)
            let showsKey = words.contains { KeyShape.isOpaque($0) || KeyShape.fits($0) }
            if header.isSecret && !hasVariable || showsKey {
                throw value.error(
                    "a key never stands in a file like this; write ${NAME} and set the variable NAME"
                )
            }
            headers.append(header)
        }
        return headers
    }

    /// RFC 9110, section 5.6.2.
    private static func isTokenByte(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
        default: Array("!#$%&'*+-.^_`|~".utf8).contains(byte)
        }
    }
}
