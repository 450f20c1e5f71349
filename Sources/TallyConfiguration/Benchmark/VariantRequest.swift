import TallyCore

/// What one element of a benchmark's variants stands for: every combination of its profiles, prompts and parameters.
struct VariantRequest {
    /// One profile with what it is combined with.
    struct Subject {
        let entry: ProfileCatalog.Entry
        var profile: Profile
        /// Empty for the task's own prompt.
        var prompts: [NamedPrompt]
        var grid: ParameterGrid
        /// Whom it asks in doubt of `profile`; `nil` for one that asks that alone.
        var cascade: VariantReader.CascadeRequest?

        /// What variants of it are called unless the file says otherwise.
        var title: String {
            cascade.map { "\(profile.name)-then-\($0.strong.profile.name)" } ?? profile.name
        }

        var profiles: [Profile] { [profile] + (cascade?.members ?? []).map(\.profile) }
    }

    /// A profile of a cascade with where it was defined.
    struct Member {
        let entry: ProfileCatalog.Entry
        var profile: Profile
    }

    let cursor: Cursor
    var subjects: [Subject]
    /// The name written in the file; `nil` takes the profile's.
    var name: String?
    var nameCursor: Cursor
    /// The element chose one prompt, which a name of its own then covers.
    var hasOnePrompt = false

    init(cursor: Cursor, subjects: [Subject]) {
        self.cursor = cursor
        self.subjects = subjects
        nameCursor = cursor
    }

    /// How many variants it stands for, a huge number at most.
    var count: Int {
        subjects.reduce(0) { sum, subject in
            let prompts = max(1, subject.prompts.count)
            let (product, overflow) = subject.grid.count.multipliedReportingOverflow(by: prompts)
            let (total, carry) = sum.addingReportingOverflow(product)
            return overflow || carry ? .max : total
        }
    }

    /// Its variants: profile by profile, prompt by prompt, point by point.
    func plans() throws(ConfigurationError) -> [VariantReader.Plan] {
        var plans: [VariantReader.Plan] = []
        for subject in subjects {
            let prompts: [NamedPrompt?] = subject.prompts.isEmpty ? [nil] : subject.prompts
            for prompt in prompts {
                for point in subject.grid.points {
                    plans.append(try plan(subject, prompt, point))
                }
            }
        }
        return plans
    }

    private func plan(
        _ subject: Subject,
        _ prompt: NamedPrompt?,
        _ point: [ParameterGrid.Setting]
    ) throws(ConfigurationError) -> VariantReader.Plan {
        var profile = subject.profile
        profile.parameters = profile.parameters.setting(point)
        let name = parts(subject, prompt, point).joined(separator: "/")
        let asked = subject.profiles.first(where: \.isSimulated) ?? profile
        try ProfileReader.check(name: name, provider: asked.provider, nameCursor)
        guard name.utf8.count <= Cursor.maxNameBytes else {
            throw nameCursor.error(
                "the variant's name \(quoted(name)) is longer than \(Cursor.maxNameBytes) "
                    + "characters; give it a short `name`"
            )
        }
        return VariantReader.Plan(
            cursor: cursor,
            name: name,
            entry: subject.entry,
            profile: profile,
            prompt: prompt,
            cascade: subject.cascade
        )
    }

    /// `gpt-4o`, `short`, `temperature=0.7`: a name of one's own stands for what the element has only one of.
    private func parts(
        _ subject: Subject,
        _ prompt: NamedPrompt?,
        _ point: [ParameterGrid.Setting]
    ) -> [String] {
        var parts = [name ?? subject.title]
        if name != nil, subjects.count > 1 { parts.append(subject.profile.name) }
        if let prompt, name == nil || !hasOnePrompt { parts.append(prompt.name) }
        return parts + point.map { "\($0.name)=\($0.word)" }
    }
}
