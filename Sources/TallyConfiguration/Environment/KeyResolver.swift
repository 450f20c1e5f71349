package import TallyCore

/// Finds the API keys that profiles name.
package struct KeyResolver: Sendable {
    private let environment: Environment
    private let benchmarkFile: String

    /// The environment should have read the benchmark's `.env` already.
    package init(environment: Environment, benchmarkFile: String) {
        self.environment = environment
        self.benchmarkFile = benchmarkFile
    }

    /// The key of a profile; `nil` when it needs none.
    ///
    /// `line` and `keyPath` say where the benchmark asks for the profile.
    package func key(
        for profile: Profile,
        line: Int? = nil,
        keyPath: String? = nil
    ) throws(ConfigurationError) -> Secret? {
        guard let name = profile.keyVariable else { return nil }
        let dotEnv = printable(Environment.dotEnvPath(beside: benchmarkFile))
        let need =
            "the profile \(quoted(profile.name)) needs an API key in the environment variable"
        func fault(_ problem: String, _ suggestion: String) -> ConfigurationError {
            ConfigurationError(
                file: benchmarkFile,
                line: line,
                keyPath: keyPath,
                message: "\(need) \(name), which \(problem)",
                suggestion: suggestion
            )
        }
        let value = environment.value(name)
        guard let value, !value.isEmpty else {
            let problem = value == nil ? "is not set" : "is set but empty"
            throw fault(problem, "set it, or write \(name)=... into \(dotEnv)")
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

    /// The keys of several profiles by their names.
    package func keys(for profiles: [Profile]) throws(ConfigurationError) -> [String: Secret] {
        var keys: [String: Secret] = [:]
        for profile in profiles { keys[profile.name] = try key(for: profile) }
        return keys
    }
}
