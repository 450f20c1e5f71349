package import TallyCore

/// Every profile that can be named, and the file each was read from.
package struct ProfileCatalog: Sendable {
    package struct Entry: Sendable {
        /// Its endpoint may still hold `${NAME}`.
        package let profile: Profile
        package let file: String
        package let line: Int

        /// The profile with its variables filled in.
        package func resolved(in environment: Environment) throws(ConfigurationError) -> Profile {
            var profile = profile
            func fault(_ key: String) -> (String) -> ConfigurationError {
                {
                    ConfigurationError(
                        file: file,
                        line: line,
                        keyPath: "\(profile.name).\(key)",
                        message: $0
                    )
                }
            }
            if let template = profile.endpoint {
                profile.endpoint = try Endpoint.resolve(
                    template,
                    environment: environment,
                    fault: fault("endpoint")
                )
            }
            if profile.provider == .azure, profile.endpoint?.contains("/deployments/") == true {
                throw fault("endpoint")(
                    "give the resource's address alone, up to its .com; the deployment is the model"
                )
            }
            profile.model = try Expansion.expand(
                profile.model,
                environment: environment,
                fault: fault("model")
            ).text
            if profile.model.isEmpty { throw fault("model")("expected text, found empty text") }
            profile.azure = try route(profile.azure, in: environment, fault: fault("api_version"))
            return profile
        }

        /// The dated deployments without a version are the undated ones.
        private func route(
            _ route: AzureRoute?,
            in environment: Environment,
            fault: (String) -> ConfigurationError
        ) throws(ConfigurationError) -> AzureRoute? {
            guard var route, let template = route.version else { return route }
            let version = try Expansion.expand(template, environment: environment, fault: fault)
                .text
            let isDated = version.first?.isNumber ?? false
            guard isDated ? Self.isDated(version) : version.allSatisfy(\.isLetter) else {
                throw fault("no api_version; write it like 2024-10-21 or 2025-04-01-preview")
            }
            route.version = version.isEmpty ? nil : version
            if !isDated, route.form == .deployments { route.form = .v1 }
            if route.version == nil, route.form == .models {
                throw fault("the route models needs an api_version")
            }
            return route
        }

        /// A day, and perhaps `-preview`.
        private static func isDated(_ version: String) -> Bool {
            let day = version.hasSuffix("-preview") ? String(version.dropLast(8)) : version
            return Moment(iso8601: day + "T00:00:00Z")?.day == day
        }
    }

    /// One of each name, in the order found: the strongest file first.
    package private(set) var entries: [Entry]
    private var indices: [String: Int]

    /// Reads `profiles.yaml` beside the benchmark and in the user's folder, and the built-in profiles.
    package static func load(
        _ folders: ConfigurationFolders
    ) throws(ConfigurationError) -> ProfileCatalog {
        try load(folders, inline: nil)
    }

    /// The same with the profiles that a benchmark file holds; the rest of the file is not looked at.
    package static func load(
        _ folders: ConfigurationFolders,
        benchmark path: String?
    ) throws(ConfigurationError) -> ProfileCatalog {
        guard let path else { return try load(folders) }
        let members = try Cursor.open(try TextFile.read(path)).members()
        return try load(folders, inline: members.first { $0.key == "profiles" }?.value)
    }

    /// Profiles written in the benchmark itself win over every file.
    static func load(
        _ folders: ConfigurationFolders,
        inline: Cursor?
    ) throws(ConfigurationError) -> ProfileCatalog {
        var catalog = ProfileCatalog(entries: [], indices: [:])
        if let inline { try catalog.add(inline) }
        for file in try folders.layers("profiles.yaml", builtIn: EmbeddedFile.profiles) {
            try catalog.add(try Cursor.open(file))
        }
        return catalog
    }

    package subscript(name: String) -> Entry? { indices[name].map { entries[$0] } }

    /// What is said of a name that stands for no profile: `unknown profile "gpt-4p"; did you mean "gpt-4o"?`.
    package func complaint(about name: String) -> String {
        let nearest = Suggestion.nearest(to: name, among: names)
        let help =
            nearest.map { "did you mean \(quoted($0))?" }
            ?? "`tally models list` shows what there is"
        return "unknown profile \(quoted(name)); \(help)"
    }

    package var names: [String] { entries.map(\.profile.name) }

    private mutating func add(_ cursor: Cursor) throws(ConfigurationError) {
        for (name, value) in try cursor.members() {
            guard Cursor.isName(name) else {
                throw value.error("no name for a profile: use letters, digits and . _ - : @ +")
            }
            let profile = try ProfileReader.read(value, name: name)
            guard indices[name] == nil else { continue }
            indices[name] = entries.count
            entries.append(Entry(profile: profile, file: value.file, line: value.line))
        }
    }
}
