import TallyCore

/// Reads one profile's definition; the endpoint's variables are filled in later, when it is used.
enum ProfileReader {
    private static let keys = [
        "provider", "model", "endpoint", "key_env", "price", "output", "stream", "parameters",
        "concurrency", "timeouts", "simulation",
    ]
    /// What of the keys a provider has a use for.
    private static func used(by provider: Profile.Provider) -> [String] {
        switch provider {
        case .openai: keys.filter { $0 != "simulation" }
        case .simulated: keys.filter { $0 != "endpoint" && $0 != "key_env" }
        case .rules: ["provider", "model", "concurrency"]
        }
    }

    static func read(_ cursor: Cursor, name: String) throws(ConfigurationError) -> Profile {
        let fields = try cursor.map(keys: keys)
        let provider = try fields.required("provider").choice(of: Profile.Provider.allCases)
        try check(name: name, provider: provider, cursor)
        let used = used(by: provider)
        for key in keys where !used.contains(key) {
            if let value = fields[key] {
                throw value.error("the provider \(provider.rawValue) has no use for this key")
            }
        }
        let model = provider == .rules ? fields["model"] : try fields.required("model")
        var profile = Profile(name: name, provider: provider, model: try model?.text() ?? name)
        if provider == .openai {
            profile.endpoint = try fields.required("endpoint").text()
            if let value = fields["key_env"] { profile.keyVariable = try variable(value) }
        }
        try readRequest(fields, into: &profile)
        if provider == .simulated {
            profile.simulation = Simulation()
            if let value = fields["simulation"] {
                profile.simulation = try SimulationReader.read(value)
            }
        }
        return profile
    }

    private static func readRequest(
        _ fields: Cursor.Fields,
        into profile: inout Profile
    ) throws(ConfigurationError) {
        if let value = fields["price"] { profile.priceKey = try value.text() }
        if let value = fields["output"] {
            profile.output = try value.choice(of: Profile.OutputMode.allCases)
        }
        if let value = fields["stream"] { profile.isStreamed = try value.bool() }
        if let value = fields["parameters"] { profile.parameters = try ParameterReader.read(value) }
        if let value = fields["concurrency"] { profile.concurrency = try value.concurrency() }
        if let value = fields["timeouts"] { profile.deadlines = try deadlines(value) }
    }

    private static func deadlines(_ cursor: Cursor) throws(ConfigurationError) -> Profile.Deadlines
    {
        let fields = try cursor.map(keys: ["connect", "idle", "total"])
        var deadlines = Profile.Deadlines()
        if let value = fields["connect"] { deadlines.connect = try positive(value) }
        if let value = fields["idle"] { deadlines.idle = try positive(value) }
        if let value = fields["total"] { deadlines.total = try positive(value) }
        return deadlines
    }

    private static func positive(_ cursor: Cursor) throws(ConfigurationError) -> Duration {
        let duration = try cursor.duration()
        guard duration > .zero else { throw cursor.error("expected more than 0 seconds") }
        return duration
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

    /// Simulated results must be known as such wherever the name appears.
    static func check(
        name: String,
        provider: Profile.Provider,
        _ cursor: Cursor
    ) throws(ConfigurationError) {
        switch (provider == .simulated, name.hasPrefix("sim-")) {
        case (true, false): throw cursor.error("the name of what is simulated begins with \"sim-\"")
        case (false, true): throw cursor.error("only what is simulated has a name in \"sim-\"")
        default: return
        }
    }
}

extension Cursor {
    /// Requests in flight at most.
    func concurrency() throws(ConfigurationError) -> Int { try integer(in: 1...1024) }
}
