import TallyCore

/// Finds the API key that a profile names.
struct KeyLookup {
    let environment: Environment
    let benchmarkFile: String

    /// The key in the first variable that holds one, or in the file that `NAME_FILE` names.
    ///
    /// `nil` when the profile needs none.
    func key(
        for profile: Profile,
        at place: AccessResolver.Place
    ) throws(ConfigurationError) -> Secret? {
        let names = profile.access.keyVariables
        guard let first = names.first else { return nil }
        func fault(_ problem: String, _ suggestion: String) -> ConfigurationError {
            let need =
                "the profile \(quoted(profile.name)) needs an API key in the environment variable"
            return ConfigurationError(
                file: benchmarkFile,
                line: place.line,
                keyPath: place.keyPath,
                message: "\(need) \(names.joined(separator: " or ")), which \(problem)",
                suggestion: suggestion
            )
        }
        guard let value = try value(of: names) else {
            let isSet = names.contains { environment.value($0) != nil }
            let dotEnv = printable(Environment.dotEnvPath(beside: benchmarkFile))
            throw fault(
                isSet ? "is set but empty" : "is not set",
                "set it, or write \(first)=... into \(dotEnv)"
            )
        }
        // Such a key could not be sent in a header, and a line break could add headers of its own.
        guard value.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) else {
            throw fault(
                "holds a space, a line break or a letter beyond ASCII",
                "copy the key again"
            )
        }
        return Secret(value)
    }

    private func value(of names: [String]) throws(ConfigurationError) -> String? {
        for name in names {
            if let value = environment.value(name), !value.isEmpty { return value }
            if let path = environment.value(name + "_FILE"), !path.isEmpty {
                var text = try TextFile.read(path).text
                while text.last?.isNewline == true { text.removeLast() }
                if !text.isEmpty { return text }
            }
        }
        return nil
    }
}
