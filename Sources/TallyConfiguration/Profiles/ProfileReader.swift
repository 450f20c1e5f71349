package import TallyCore

/// Reads one profile's definition; variables are filled in later, when it is used.
package enum ProfileReader {
    package static let keys =
        [
            "provider", "model", "endpoint", "api", "route", "api_version", "price", "retires",
            "instead", "output", "stream", "parameters", "extra", "image", "concurrency",
            "limits", "isolation", "timeouts", "simulation", "mode", "batch",
        ] + AccessReader.keys + ReplayReader.keys
    package static let timeoutKeys = ["connect", "first_byte", "idle", "total"]
    package static let limitKeys = ["rpm", "tpm"]

    /// What of the keys a provider has a use for.
    package static func keys(of provider: Profile.Provider) -> [String] {
        let azure = ["route", "api_version"]
        let unused: [String]
        switch provider {
        case .openai: unused = ["simulation"] + azure
        case .azure: unused = ["simulation"]
        case .anthropic: unused = ["simulation", "api", "auth", "mode", "batch"] + azure
        case .simulated:
            unused = ["endpoint", "api", "retires", "instead"] + azure + AccessReader.keys
        case .rules: return ["provider", "model", "concurrency", "isolation"]
        case .replay: return ["provider", "price", "concurrency"] + ReplayReader.keys
        }
        return keys.filter { !(unused + ReplayReader.keys).contains($0) }
    }

    /// Keys of other tools' files under which people paste theirs.
    private static let pasted: Set<String> = ["api_key", "apikey", "api-key", "key", "token"]

    static func read(_ cursor: Cursor, name: String) throws(ConfigurationError) -> Profile {
        for (key, value) in try cursor.members() where pasted.contains(key.lowercased()) {
            throw value.error(
                "a key never stands in a file like this; name its variable in key_env"
            )
        }
        let fields = try cursor.map(keys: keys)
        let provider = try fields.required("provider").choice(of: Profile.Provider.allCases)
        try check(name: name, provider: provider, cursor)
        let used = keys(of: provider)
        for key in keys where !used.contains(key) {
            if let value = fields[key] {
                throw value.error("the provider \(provider.rawValue) has no use for this key")
            }
        }
        let isNamed = provider != .rules && provider != .replay
        let model = isNamed ? try fields.required("model") : fields["model"]
        var profile = Profile(name: name, provider: provider, model: try model?.text() ?? name)
        if provider.isRemote {
            profile.endpoint = try endpoint(fields, of: provider)
            profile.access = try AccessReader.read(fields, provider: provider)
        }
        if provider == .azure { profile.azure = try route(fields) }
        if provider == .replay { try ReplayReader.read(fields, into: &profile) }
        try readRequest(fields, into: &profile)
        if provider == .simulated {
            profile.simulation = Simulation()
            if let value = fields["simulation"] {
                profile.simulation = try SimulationReader.read(value)
            }
        }
        try BatchReader.read(fields, into: &profile)
        return profile
    }

    /// Azure's has a variable that everyone uses, and Anthropic has one address.
    private static func endpoint(
        _ fields: Cursor.Fields,
        of provider: Profile.Provider
    ) throws(ConfigurationError) -> String {
        switch provider {
        case .azure: try fields["endpoint"]?.text() ?? "${AZURE_OPENAI_ENDPOINT}"
        case .anthropic: try fields["endpoint"]?.text() ?? "https://api.anthropic.com"
        case .openai, .simulated, .rules, .replay: try fields.required("endpoint").text()
        }
    }

    /// A version without a route is one of the dated deployments', which need it.
    private static func route(_ fields: Cursor.Fields) throws(ConfigurationError) -> AzureRoute {
        let version = try fields["api_version"]?.text()
        let form = try fields["route"]?.choice(of: AzureRoute.Form.allCases)
        if let form, form != .v1, version == nil {
            throw fields.owner.error("the route \(form.rawValue) needs an api_version")
        }
        if let version, form == .deployments, !version.contains("${"),
            version.first?.isNumber != true
        {
            throw fields.owner.error("the route deployments needs a dated api_version: 2024-10-21")
        }
        return AzureRoute(form ?? (version == nil ? .v1 : .deployments), version: version)
    }

    private static func readRequest(
        _ fields: Cursor.Fields,
        into profile: inout Profile
    ) throws(ConfigurationError) {
        try readForm(fields, into: &profile)
        if let value = fields["price"] { profile.priceKey = try value.text() }
        if let value = fields["retires"] { profile.retires = try value.day() }
        if let value = fields["instead"] { profile.successor = try value.text() }
        if let value = fields["parameters"] { profile.parameters = try ParameterReader.read(value) }
        if let value = fields["concurrency"] { profile.concurrency = try value.concurrency() }
        if let value = fields["limits"] { profile.limits = try limits(value) }
        if let value = fields["isolation"] {
            profile.isolation = try value.choice(of: Profile.Isolation.allCases)
        }
        if let value = fields["timeouts"] { profile.deadlines = try deadlines(value) }
    }

    /// What a variant may change too: how the request is put.
    static func readForm(
        _ fields: Cursor.Fields,
        into profile: inout Profile
    ) throws(ConfigurationError) {
        if let value = fields["api"] {
            profile.api = try value.choice(of: Profile.API.allCases)
            if profile.api == .responses, profile.azure?.form == .models {
                throw value.error("the route models knows chat alone")
            }
        }
        if let value = fields["output"] {
            profile.output = try value.choice(of: Profile.OutputMode.allCases)
            if profile.provider == .anthropic, profile.output == .jsonObject {
                throw value.error("anthropic has no JSON mode: use json_schema or prompt")
            }
        }
        if let value = fields["stream"] { profile.isStreamed = try value.bool() }
        if let value = fields["extra"] { profile.extra = try ParameterReader.readExtra(value) }
        if let value = fields["image"] { profile.image = try ImageReader.read(value) }
    }

    private static func deadlines(_ cursor: Cursor) throws(ConfigurationError) -> Profile.Deadlines
    {
        let fields = try cursor.map(keys: timeoutKeys)
        var deadlines = Profile.Deadlines()
        if let value = fields["connect"] { deadlines.connect = try positive(value) }
        if let value = fields["first_byte"] { deadlines.firstByte = try positive(value) }
        if let value = fields["idle"] { deadlines.idle = try positive(value) }
        if let value = fields["total"] { deadlines.total = try positive(value) }
        return deadlines
    }

    private static func limits(_ cursor: Cursor) throws(ConfigurationError) -> RateLimits {
        let fields = try cursor.map(keys: limitKeys)
        let most = 1_000_000_000
        return RateLimits(
            requestsPerMinute: try fields["rpm"]?.integer(in: 1...most),
            tokensPerMinute: try fields["tpm"]?.integer(in: 1...most)
        )
    }

    private static func positive(_ cursor: Cursor) throws(ConfigurationError) -> Duration {
        let duration = try cursor.duration()
        guard duration > .zero else { throw cursor.error("expected more than 0 seconds") }
        return duration
    }

    /// Simulated results must be known as such wherever the name appears.
    static func check(
        name: String,
        provider: Profile.Provider,
        _ cursor: Cursor
    ) throws(ConfigurationError) {
        // What a cassette recorded is known when it is opened.
        if provider == .replay { return }
        if provider == .simulated {
            try checkSimulated(name, cursor)
        } else if name.hasPrefix("sim-") {
            throw cursor.error("only what is simulated has a name in \"sim-\"")
        }
    }

    static func checkSimulated(_ name: String, _ cursor: Cursor) throws(ConfigurationError) {
        guard name.hasPrefix("sim-") else {
            throw cursor.error("the name of what is simulated begins with \"sim-\"")
        }
    }
}

extension Cursor {
    /// A day like `2026-11-24`.
    func day() throws(ConfigurationError) -> String {
        let text = try text()
        guard let midnight = Moment(iso8601: text + "T00:00:00Z"), midnight.day == text else {
            throw mismatch("a date like 2026-11-24")
        }
        return text
    }
}
