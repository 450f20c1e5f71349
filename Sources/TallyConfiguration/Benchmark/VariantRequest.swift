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
        let name = parts(profile, prompt, point).joined(separator: "/")
        try ProfileReader.check(name: name, provider: profile.provider, nameCursor)
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
            prompt: prompt
        )
    }

    /// `gpt-4o`, `short`, `temperature=0.7`: a name of one's own stands for what the element has only one of.
    private func parts(
        _ profile: Profile,
        _ prompt: NamedPrompt?,
        _ point: [ParameterGrid.Setting]
    ) -> [String] {
        var parts = [name ?? profile.name]
        if name != nil, subjects.count > 1 { parts.append(profile.name) }
        if let prompt, name == nil || !hasOnePrompt { parts.append(prompt.name) }
        return parts + point.map { "\($0.name)=\($0.word)" }
    }
}
