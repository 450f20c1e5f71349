package import TallyCore

/// A run's settings as W&B's config: flat, the same keys for every run, null where a profile says nothing.
package enum ConfigKeys {
    /// What the run is made of besides its variant.
    package struct Context: Sendable {
        package var benchmark: Benchmark
        package var dataset: DatasetIdentity
        package var experiment: String
        package var schema: Digest
        package var scorer: String
        /// As `Provenance` tells it: `tally`, `system`, `git`.
        package var provenance: JSONValue
        /// The day whose prices hold, `YYYY-MM-DD`.
        package var day: String

        package init(
            benchmark: Benchmark,
            dataset: DatasetIdentity,
            experiment: String,
            schema: Digest,
            scorer: String,
            provenance: JSONValue,
            day: String
        ) {
            self.benchmark = benchmark
            self.dataset = dataset
            self.experiment = experiment
            self.schema = schema
            self.scorer = scorer
            self.provenance = provenance
            self.day = day
        }
    }

    /// `extras` are the user's own members; they may not hide one of ours.
    package static func members(
        of run: RunRecord,
        variant: Variant,
        in context: Context,
        extras: JSONObject
    ) -> JSONObject {
        var members = JSONObject(
            identity(run, variant, context) + request(variant.profile)
                + prices(variant.profile, context)
        )
        for extra in extras.members where members[extra.key] == nil {
            members[extra.key] = extra.value
        }
        return members
    }

    private typealias Members = [(String, JSONValue)]

    private static func identity(
        _ run: RunRecord,
        _ variant: Variant,
        _ context: Context
    ) -> Members {
        let benchmark = context.benchmark
        let task = variant.task(of: benchmark.task)
        let git = context.provenance["git"]
        return [
            ("benchmark", .string(benchmark.name)), ("experiment", .string(context.experiment)),
            ("run", .string(run.ulid)), ("run_key", .string(run.key)),
            ("variant", .string(variant.name)),
            ("profiles", .array(run.profiles.map { .string($0) })),
            ("simulated", .bool(run.isSimulated)), ("imported", .bool(run.isImported)),
            ("recorded", .bool(run.isRecorded)),
            ("dataset", .string(context.dataset.name)),
            ("dataset_version", .string(context.dataset.version)),
            ("dataset_digest", .string(context.dataset.digest)),
            ("cases", .number(context.dataset.cases)), ("split", .optional(benchmark.split)),
            ("limit", .optional(benchmark.limit)), ("repeats", .number(benchmark.repeats)),
            ("seed", .string(String(benchmark.seed))),
            ("prompt", .optional(variant.prompt?.name)),
            ("prompt_digest", .string(promptDigest(of: task).description)),
            ("schema_digest", .string(context.schema.description)),
            ("scorer_digest", .string(context.scorer)),
            ("required_fields", .array(task.required.map { .string($0) })),
            ("cache_policy", .string(benchmark.cache.mode.rawValue)),
            ("cascade", variant.cascade.map { .string($0.identity.canonicalText) } ?? .null),
            ("tally_version", context.provenance["tally"] ?? .null),
            ("git_commit", git?["commit"] ?? .null), ("git_dirty", git?["dirty"] ?? .null),
        ]
    }

    private static func request(_ profile: Profile) -> Members {
        let parameters = profile.parameters
        let most = ["max_completion_tokens", "max_output_tokens", "max_tokens"]
        let limit = most.compactMap { parameters[$0] }.first
        return [
            ("profile", .string(profile.name)), ("provider", .string(profile.provider.rawValue)),
            ("model", .string(profile.model)),
            ("deployment", profile.azure == nil ? .null : .string(profile.model)),
            ("azure_route", .optional(profile.azure?.form.rawValue)),
            ("api_version", .optional(profile.azure?.version)),
            ("api", .string(profile.api.rawValue)),
            ("temperature", parameters["temperature"] ?? .null),
            ("top_p", parameters["top_p"] ?? .null), ("max_tokens", limit ?? .null),
            ("model_seed", parameters["seed"] ?? .null),
            ("service_tier", parameters["service_tier"] ?? .null),
            (
                "reasoning_effort",
                parameters["reasoning_effort"] ?? parameters["reasoning"]?["effort"] ?? .null
            ),
            ("parameters", .string(JSONValue.object(parameters).canonicalText)),
            ("stream", .bool(profile.isStreamed)),
            ("output_mode", .string(profile.output.rawValue)),
            ("image", .optional(profile.image?.show.rawValue)),
            ("image_detail", profile.image?.configuration["detail"] ?? .null),
            ("concurrency", profile.concurrency.configuration),
        ]
    }

    /// The rates of usual prompts, in dollars for a million tokens.
    private static func prices(_ profile: Profile, _ context: Context) -> Members {
        let table = context.benchmark.prices
        let price = profile.expectedPriceKey.flatMap { table.price($0, on: context.day) }
        let hour = profile.priceKey.flatMap { table.hourPrice($0, on: context.day) }
        func rate(_ picodollars: Int64?) -> JSONValue {
            .optional(picodollars.map { Double($0) / 1e6 })
        }
        return [
            ("price_key", .optional(profile.priceKey)),
            ("price_from", .optional(price?.from ?? hour?.from)),
            ("price_input_per_1m", rate(price?.rates.input)),
            ("price_cached_input_per_1m", rate(price?.rates.cachedInput)),
            ("price_cache_write_per_1m", rate(price?.rates.cacheWrite)),
            ("price_output_per_1m", rate(price?.rates.output)),
            ("price_per_hour", .optional(hour.map { Double($0.perHour) / 1e9 })),
        ]
    }

    private static func promptDigest(of task: ExtractionTask) -> Digest {
        Digest(of: ["system": .optional(task.system), "template": .string(task.template)])
    }
}
