import TallyCore

extension VariantReader {
    package static let keys = [
        "name", "profile", "profiles", "prompt", "prompts", "grid", "parameters", "concurrency",
        "output", "api", "stream", "image", "extra", "mode", "batch", "logprobs", "cascade",
    ]

    /// What one element of the list asks for; it may stand for several variants.
    func request(_ cursor: Cursor) throws(ConfigurationError) -> VariantRequest {
        if case .scalar = cursor.node.content {
            let entry = try entry(cursor)
            return VariantRequest(cursor: cursor, subjects: [subject(entry, defaults.concurrency)])
        }
        guard case .map = cursor.node.content else {
            throw cursor.mismatch("the name of a profile, or a map")
        }
        let fields = try cursor.map(keys: Self.keys)
        let prompts = try prompts(fields)
        let grid = try fields["grid"].map(ParameterGrid.read)
        var request = VariantRequest(cursor: cursor, subjects: [])
        request.name = try fields["name"]?.name()
        request.nameCursor = fields["name"] ?? cursor
        request.hasOnePrompt = fields["prompt"] != nil
        if let cascade = fields["cascade"] {
            var subject = try self.cascade(cascade, of: fields)
            subject.prompts = prompts ?? subject.prompts
            request.subjects = [subject]
            return request
        }
        let entries = try entries(fields)
        for entry in entries {
            if entry.profile.provider == .rules, fields["profiles"] == nil {
                for key in ["prompt", "prompts", "grid"] {
                    if let value = fields[key] { try refuseForRules(value, entry.profile) }
                }
            }
            var subject = subject(entry, try fields["concurrency"]?.concurrency())
            if subject.profile.provider != .rules {
                subject.prompts = prompts ?? defaults.prompts
                subject.grid = grid ?? defaults.grid
            }
            try change(&subject, by: fields)
            request.subjects.append(subject)
        }
        return request
    }

    /// A profile with the benchmark's prompts and grid; the rules parser has no use for either.
    private func subject(
        _ entry: ProfileCatalog.Entry,
        _ concurrency: Concurrency?
    ) -> VariantRequest.Subject {
        let profile = profile(of: entry, concurrency)
        let isRules = profile.provider == .rules
        return VariantRequest.Subject(
            entry: entry,
            profile: profile,
            prompts: isRules ? [] : defaults.prompts,
            grid: isRules ? .none : defaults.grid
        )
    }

    func profile(of entry: ProfileCatalog.Entry, _ concurrency: Concurrency?) -> Profile {
        var profile = entry.profile
        if profile.batch == nil {
            profile.concurrency = concurrency ?? defaults.concurrency ?? profile.concurrency
        }
        profile.isolation = defaults.isolation ?? profile.isolation
        return profile
    }

    private func change(
        _ subject: inout VariantRequest.Subject,
        by fields: Cursor.Fields
    ) throws(ConfigurationError) {
        if let value = fields["parameters"] {
            try refuseForRules(value, subject.profile)
            for (key, value) in try value.members() where subject.grid.names.contains(key) {
                throw value.error("the grid varies this parameter; write it in one place")
            }
            subject.profile.parameters = try ParameterReader.read(
                value,
                over: subject.profile.parameters
            )
        }
        for key in ["output", "api", "stream", "image", "extra", "mode", "batch"] {
            guard let value = fields[key] else { continue }
            guard ProfileReader.keys(of: subject.profile.provider).contains(key) else {
                throw value.error(
                    "the provider \(subject.profile.provider.rawValue) has no use for this key"
                )
            }
        }
        try ProfileReader.readForm(fields, into: &subject.profile)
        try BatchReader.read(fields, into: &subject.profile)
        if let value = fields["logprobs"], try value.bool() {
            try Self.checkLogprobs(subject.profile, value)
            subject.profile.wantsLogprobs = true
        }
    }

    private func refuseForRules(_ cursor: Cursor, _ profile: Profile) throws(ConfigurationError) {
        if profile.provider == .rules {
            throw cursor.error("the provider rules has no use for this key")
        }
    }

    private func entries(_ fields: Cursor.Fields) throws(ConfigurationError)
        -> [ProfileCatalog.Entry]
    {
        guard let list = fields["profiles"] else {
            return [try entry(try fields.required("profile"))]
        }
        if fields["profile"] != nil { throw list.error("profile and profiles exclude each other") }
        var entries: [ProfileCatalog.Entry] = []
        for element in try list.list() {
            let entry = try entry(element)
            if entries.contains(where: { $0.profile.name == entry.profile.name }) {
                throw element.error("\(quoted(entry.profile.name)) is listed twice")
            }
            entries.append(entry)
        }
        if entries.isEmpty { throw list.error("expected at least one profile") }
        return entries
    }

    func entry(_ cursor: Cursor) throws(ConfigurationError) -> ProfileCatalog.Entry {
        let name = try cursor.text()
        guard let entry = catalog[name] else {
            throw cursor.error(
                "unknown profile \(quoted(name))",
                suggestion: Suggestion.text(for: name, among: catalog.names)
            )
        }
        return entry
    }

    /// The prompts that a variant names; `nil` when it names none.
    private func prompts(_ fields: Cursor.Fields) throws(ConfigurationError) -> [NamedPrompt]? {
        if let one = fields["prompt"] {
            if fields["prompts"] != nil { throw one.error("prompt and prompts exclude each other") }
            return [try prompt(one)]
        }
        guard let list = fields["prompts"] else { return nil }
        var prompts: [NamedPrompt] = []
        for element in try list.list() {
            let prompt = try prompt(element)
            if prompts.contains(prompt) {
                throw element.error("\(quoted(prompt.name)) is listed twice")
            }
            prompts.append(prompt)
        }
        if prompts.isEmpty { throw list.error("expected at least one prompt") }
        return prompts
    }

    private func prompt(_ cursor: Cursor) throws(ConfigurationError) -> NamedPrompt {
        let name = try cursor.text()
        if let prompt = defaults.prompts.first(where: { $0.name == name }) { return prompt }
        if defaults.prompts.isEmpty {
            throw cursor.error("the benchmark has no `prompts` to choose from")
        }
        throw cursor.error(
            "unknown prompt \(quoted(name))",
            suggestion: Suggestion.text(for: name, among: defaults.prompts.map(\.name))
        )
    }
}
