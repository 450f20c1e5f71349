import TallyCore

/// A benchmark in which no member has its default value.
enum Sample {
    static var profile: Profile {
        var profile = Profile(name: "sim-other", provider: .simulated, model: "other")
        profile.endpoint = "http://127.0.0.1:8080/v1"
        profile.api = .responses
        profile.replay = Replay(cassette: "tapes/other.jsonl", speed: 2, isStrict: false)
        profile.azure = AzureRoute(.deployments, version: "2024-10-21")
        profile.access = access
        profile.retires = "2027-01-17"
        profile.successor = "next"
        profile.extra = JSONObject([("store", true), ("text", nil)])
        profile.image = ImageOptions(show: .both, detail: .low, maxSide: 768)
        profile.priceKey = "other"
        profile.output = .prompt
        profile.isStreamed = false
        profile.wantsLogprobs = true
        profile.parameters = JSONObject([("temperature", .number("0.20")), ("stop", ["a", nil])])
        profile.concurrency = Concurrency(start: 3, range: 2...4)
        profile.limits = RateLimits(requestsPerMinute: 500, tokensPerMinute: 30_000)
        profile.isolation = .sequential
        profile.batch = batch
        profile.deadlines.connect = .milliseconds(2500)
        profile.deadlines.firstByte = .milliseconds(444)
        profile.deadlines.idle = .milliseconds(333)
        profile.deadlines.total = .seconds(61)
        profile.simulation = simulation
        return profile
    }

    static var batch: BatchOptions {
        var batch = BatchOptions()
        batch.requests = 7
        batch.poll = .seconds(30)
        batch.gather = .milliseconds(250)
        return batch
    }

    static var access: AccessPlan {
        var access = AccessPlan()
        access.keyVariables = ["OTHER_KEY", "OLD_KEY"]
        access.scheme = .apiKey
        access.tokenCommand = ["az", "account", "get-access-token"]
        access.headers = [.init("X-Team", "${TEAM}")]
        access.authorities = "ca.pem"
        return access
    }

    static var simulation: Simulation {
        var simulation = Simulation()
        simulation.seed = .max
        simulation.timeToFirstToken = 0.7
        simulation.timeToFirstTokenSpread = 0.1
        simulation.tokensPerSecond = 33.3
        simulation.fieldError.clean = 0.11
        simulation.fieldError.light = 0.12
        simulation.fieldError.heavy = 0.13
        simulation.cachesPrompts = false
        simulation.reportsCacheWrites = true
        simulation.rateLimitShare = 0.21
        simulation.serverErrorShare = 0.22
        simulation.stallShare = 0.23
        simulation.stall = 4.5
        simulation.malformedShare = 0.24
        simulation.reasoningTokens = 28
        simulation.emptyAfterReasoningShare = 0.29
        simulation.refusalShare = 0.31
        simulation.contentFilterShare = 0.25
        simulation.requestsPerMinute = 26
        simulation.tokensPerMinute = 27
        return simulation
    }

    static var task: ExtractionTask {
        ExtractionTask(
            system: "You read receipts.",
            template: "Read: {{text}}",
            fields: [FieldSpec("total", .money), FieldSpec("items", .lineItems)],
            required: ["total"],
            dateOrder: .monthFirst
        )
    }

    static var benchmark: Benchmark {
        var benchmark = Benchmark(
            name: "receipts",
            file: "benchmarks/receipts.yaml",
            dataset: "datasets/receipts",
            split: "test",
            limit: 20,
            task: task,
            variants: [
                Variant(
                    name: "a",
                    profile: profile,
                    prompt: NamedPrompt(name: "short", system: "Be brief.", template: "{{text}}?")
                ),
                Variant(
                    name: "b",
                    profile: Profile(name: "rules", provider: .rules, model: "rules")
                ),
            ],
            repeats: 3,
            seed: .max - 1,
            prices: PriceTable(entries: [
                "other": [
                    Price(from: "2025-01-01", input: 1, cachedInput: 2, cacheWrite: 3, output: 4),
                    Price(
                        from: "2026-01-01",
                        rates: Rates(input: 5, output: 6),
                        tiers: [.init(above: 7, rates: Rates(input: 8, cachedInput: 1, output: 9))]
                    ),
                ]
            ])
        )
        benchmark.retry.maxAttempts = 7
        benchmark.retry.longestHint = .seconds(33)
        benchmark.retry.maxThrottleWait = .seconds(34)
        benchmark.retentionDays = 30
        benchmark.economics = Economics(
            review: 0.4,
            error: 5,
            flag: .reconciles,
            volume: 20_000,
            monthlyBudget: 500,
            promptCacheRate: 0.7
        )
        var level = ServiceLevel()
        level.latency = .milliseconds(1500)
        level.share = 0.9
        level.successRate = 0.99
        level.documentExact = 0.8
        benchmark.serviceLevel = level
        benchmark.runBudget = Budget(cost: Money(nanodollars: 3), tokens: 4, time: .seconds(5))
        benchmark.arrivals = .poisson(perSecond: 2.5)
        benchmark.schedule = .lockstep
        benchmark.warmUp = 3
        benchmark.cache = CachePolicy(mode: .write, lifetime: .seconds(90), size: 12)
        benchmark.budget = Budget(
            cost: Money(nanodollars: 5_000_000_001),
            tokens: 7,
            time: .milliseconds(90_500)
        )
        benchmark.wandb = wandb
        return benchmark
    }

    /// What a file may say; what only the environment says is not stored.
    static var wandb: WandBOptions {
        var options = WandBOptions(mode: .online)
        options.project = "receipts"
        options.entity = "team"
        options.group = "nightly"
        options.jobType = "regression"
        options.tags = ["a", "b"]
        options.notes = "note"
        options.name = "{variant}"
        options.config = JSONObject([("team", "ap")])
        options.logFrequency = 10
        options.table = .first(50)
        options.showsValues = false
        return options
    }
}
