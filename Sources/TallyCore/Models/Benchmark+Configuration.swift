extension Benchmark {
    /// The whole benchmark as JSON, as it is stored with an experiment; holds names of key variables, never keys.
    package var configuration: JSONValue {
        [
            "name": .string(name), "file": .string(file), "dataset": .string(dataset),
            "split": .optional(split), "limit": .optional(limit), "repeats": .number(repeats),
            "seed": .string(String(seed)), "retry": retry.configuration,
            "retention_days": .optional(retentionDays),
            "economics": economics?.configuration ?? .null,
            "budget": budget.configuration, "run_budget": runBudget.configuration,
            "cache": cache.configuration,
            "arrivals": arrivals.configuration, "schedule": .string(schedule.rawValue),
            "warm_up": .number(warmUp),
            "sla": serviceLevel?.configuration ?? .null, "wandb": wandb.configuration,
            "task": task.configuration,
            "variants": .array(variants.map(\.configuration)),
            "prices": prices.configuration(
                for: variants.flatMap(\.profiles).compactMap(\.priceKey)
            ),
        ]
    }

    /// Reads back what `configuration` wrote; `nil` when a member is missing or of another type.
    package init?(configuration: JSONValue) {
        guard let name = configuration["name"]?.string, let file = configuration["file"]?.string,
            let dataset = configuration["dataset"]?.string,
            let task = configuration["task"].flatMap(ExtractionTask.init(configuration:)),
            let variants = configuration["variants"]?.array,
            let repeats = configuration["repeats"]?.integer,
            let seed = configuration["seed"]?.string.flatMap({ UInt64($0) }),
            let prices = configuration["prices"].flatMap(PriceTable.init(configuration:))
        else { return nil }
        self.init(
            name: name,
            file: file,
            dataset: dataset,
            split: configuration["split"]?.string,
            limit: configuration["limit"]?.integer,
            task: task,
            variants: variants.compactMap(Variant.init(configuration:)),
            repeats: repeats,
            seed: seed,
            prices: prices
        )
        if let retry = configuration["retry"] { self.retry = RetryPolicy(configuration: retry) }
        retentionDays = configuration["retention_days"]?.integer
        if let value = configuration["economics"], value.object != nil {
            economics = Economics(configuration: value)
        }
        if let value = configuration["budget"] { budget = Budget(configuration: value) }
        if let value = configuration["run_budget"] { runBudget = Budget(configuration: value) }
        if let value = configuration["arrivals"] { arrivals = Arrivals(configuration: value) }
        schedule = configuration["schedule"]?.string.flatMap(Schedule.init(rawValue:)) ?? .free
        warmUp = configuration["warm_up"]?.integer ?? 0
        if let value = configuration["cache"] { cache = CachePolicy(configuration: value) }
        if let value = configuration["sla"], value.object != nil {
            serviceLevel = ServiceLevel(configuration: value)
        }
        if let value = configuration["wandb"] { wandb = WandBOptions(configuration: value) }
        guard self.variants.count == variants.count else { return nil }
    }
}

extension ExtractionTask {
    /// The task as JSON.
    package var configuration: JSONValue {
        [
            "system": .optional(system), "template": .string(template),
            "fields": .object(
                JSONObject(fields.map { ($0.name, $0.configuration) })
            ),
            "required": .array(required.map { .string($0) }),
            "date_order": .optional(dateOrder?.rawValue),
        ]
    }

    /// Reads back what `configuration` wrote; `nil` when a member is missing or a field is of an unknown kind.
    package init?(configuration: JSONValue) {
        guard let template = configuration["template"]?.string,
            let members = configuration["fields"]?.object?.members,
            let required = configuration["required"]?.array
        else { return nil }
        let fields = members.compactMap { FieldSpec($0.key, configuration: $0.value) }
        guard fields.count == members.count else { return nil }
        self.init(
            system: configuration["system"]?.string,
            template: template,
            fields: fields,
            required: required.compactMap(\.string),
            dateOrder: configuration["date_order"]?.string.flatMap(DateOrder.init(rawValue:))
        )
    }
}

extension Variant {
    /// The variant with its resolved profile as JSON.
    package var configuration: JSONValue {
        var object = JSONObject([("name", .string(name)), ("profile", profile.configuration)])
        if let prompt { object["prompt"] = prompt.configuration }
        if let cascade { object["cascade"] = cascade.configuration }
        return .object(object)
    }

    init?(configuration: JSONValue) {
        guard let name = configuration["name"]?.string,
            let profile = configuration["profile"].flatMap(Profile.init(configuration:))
        else { return nil }
        let prompt = configuration["prompt"].flatMap(NamedPrompt.init(configuration:))
        if configuration["prompt"] != nil, prompt == nil { return nil }
        self.init(name: name, profile: profile, prompt: prompt)
        if let stored = configuration["cascade"] {
            guard let plan = CascadePlan(configuration: stored) else { return nil }
            cascade = plan
        }
    }
}
