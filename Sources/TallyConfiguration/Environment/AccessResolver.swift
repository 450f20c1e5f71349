package import TallyCore

/// What opens a profile's endpoint, found in the environment and never stored.
package struct ResolvedAccess: Sendable {
    /// The API key; `nil` when none is needed.
    package var key: Secret?
    /// The profile's own headers with their variables filled in.
    package var headers: [(name: String, value: Secret)] = []
    /// What headers that carry keys took from the environment.
    package var secrets: [Secret] = []
    package var proxy: ProxySetting?
    /// A PEM file that takes the place of the system's certificate authorities.
    package var authorities: String?

    package init() {}
}

/// Finds what profiles only name: keys, headers, the proxy.
package struct AccessResolver: Sendable {
    private let environment: Environment
    private let benchmarkFile: String

    /// The environment should have read the benchmark's `.env` already.
    package init(environment: Environment, benchmarkFile: String) {
        self.environment = environment
        self.benchmarkFile = benchmarkFile
    }

    /// Where the benchmark asks for a profile.
    package struct Place: Sendable {
        package var line: Int?
        package var keyPath: String?

        package init(line: Int? = nil, keyPath: String? = nil) {
            self.line = line
            self.keyPath = keyPath
        }
    }

    /// What opens the endpoint of a profile that is resolved otherwise.
    package func access(
        for profile: Profile,
        at place: Place = Place()
    ) throws(ConfigurationError) -> ResolvedAccess {
        var access = ResolvedAccess()
        guard let endpoint = profile.endpoint else { return access }
        if profile.access.tokenCommand.isEmpty {
            access.key = try KeyLookup(environment: environment, benchmarkFile: benchmarkFile)
                .key(for: profile, at: place)
        }
        try addHeaders(of: profile, to: &access, at: place)
        if let file = profile.access.authorities {
            try CertificateFile.check(file) { problem in
                ConfigurationError(
                    file: benchmarkFile,
                    line: place.line,
                    keyPath: place.keyPath,
                    message: "ca_file of the profile \(quoted(profile.name)): \(problem)"
                )
            }
        }
        let path = try path(to: endpoint)
        access.proxy = path.proxy
        access.authorities = path.authorities
        return access
    }

    /// The way to a server that no profile names: proxy and trusted authorities.
    package func path(to endpoint: String) throws(ConfigurationError) -> ResolvedAccess {
        var access = ResolvedAccess()
        access.proxy = try ProxySetting.find(for: endpoint, in: environment)
        if let file = environment.value("SSL_CERT_FILE"), !file.isEmpty {
            try CertificateFile.check(file) { problem in
                ConfigurationError(file: "SSL_CERT_FILE", message: problem)
            }
            access.authorities = file
        }
        return access
    }

    /// What opens the endpoints of several profiles, by their names.
    package func access(
        for profiles: [Profile]
    ) throws(ConfigurationError) -> [String: ResolvedAccess] {
        var found: [String: ResolvedAccess] = [:]
        for profile in profiles { found[profile.name] = try access(for: profile) }
        return found
    }

    private func addHeaders(
        of profile: Profile,
        to access: inout ResolvedAccess,
        at place: Place
    ) throws(ConfigurationError) {
        for header in profile.access.headers {
            func fault(_ problem: String) -> ConfigurationError {
                ConfigurationError(
                    file: benchmarkFile,
                    line: place.line,
                    keyPath: place.keyPath,
                    message: "the header \(header.name) of the profile \(quoted(profile.name)): "
                        + problem
                )
            }
            let (text, values) = try Expansion.expand(
                header.value,
                environment: environment,
                fault: fault
            )
            guard text.utf8.allSatisfy({ (0x20...0x7E).contains($0) }) else {
                throw fault("holds a line break or a letter beyond ASCII")
            }
            access.headers.append((header.name, Secret(text)))
            if header.isSecret { access.secrets += values.map { Secret($0) } }
        }
    }
}
