import TallyConfiguration
import TallyCore
import Testing

/// The words an editor offers are those the readers know.
struct SchemaWordTests {
    private static let receipt = FieldSpec.receipt.map(\.name)

    @Test(arguments: [
        (["profile", "properties", "provider"], Profile.Provider.allCases.map(\.rawValue)),
        (["profile", "properties", "route"], AzureRoute.Form.allCases.map(\.rawValue)),
        (["profile", "properties", "auth"], AccessPlan.Scheme.allCases.map(\.rawValue)),
        (["api"], Profile.API.allCases.map(\.rawValue)),
        (["output"], Profile.OutputMode.allCases.map(\.rawValue)),
        (["image", "properties", "show"], ImageOptions.Show.allCases.map(\.rawValue)),
        (["image", "properties", "detail"], ImageOptions.Detail.allCases.map(\.rawValue)),
    ])
    func `a profile's words are its reader's`(path: [String], words: [String]) throws {
        #expect(try PublishedSchema("profiles").words(["$defs"] + path) == words)
    }

    @Test(arguments: [
        (["task", "properties", "date_order"], DateOrder.allCases.map(\.rawValue)),
        (["field", "properties", "of"], FieldReader.elements.map(\.rawValue)),
        (["threshold", "properties", "signal"], CascadeReader.signals),
        (["field", "properties", "compare"], FieldSpec.Comparator.allCases.map(\.rawValue)),
    ])
    func `a task's words are its reader's`(path: [String], words: [String]) throws {
        let found = try PublishedSchema("benchmark").words(["$defs"] + path)
        #expect(Set(found) == Set(words))
        #expect(found.count == words.count)
    }

    @Test func `the fields of a receipt are offered by name`() throws {
        let items = try PublishedSchema("benchmark")[[
            "$defs", "task", "properties", "fields", "items",
        ]]
        #expect(items["anyOf"]?[0]?["enum"] == .array(Self.receipt.map { .string($0) }))
    }

    @Test func `the defaults are those of a profile`() throws {
        let schema = try PublishedSchema("profiles")
        let profile = Profile(name: "p", provider: .openai, model: "m")
        let path = ["$defs", "profile", "properties"]
        #expect(schema[path + ["concurrency", "default"]] == .number(profile.concurrency.start))
        #expect(schema[path + ["output", "default"]] == .string(profile.output.rawValue))
        #expect(schema[path + ["api", "default"]] == .string(profile.api.rawValue))
        #expect(schema[path + ["stream", "default"]] == .bool(profile.isStreamed))
        for (name, time) in [
            ("connect", profile.deadlines.connect), ("idle", profile.deadlines.idle),
            ("total", profile.deadlines.total),
        ] {
            let text = schema[path + ["timeouts", "properties", name, "default"]].string
            #expect(text == "\(time.components.seconds)s")
        }
    }

    @Test func `the defaults of retries and of an adaptive limit are their own`() throws {
        let policy = RetryPolicy()
        let retry = try PublishedSchema("benchmark")
        let path = ["properties", "retry", "properties"]
        #expect(retry[path + ["max_attempts", "default"]].integer == policy.maxAttempts)
        for (name, time) in [
            ("max_retry_after", policy.longestHint), ("max_throttle_wait", policy.maxThrottleWait),
        ] {
            let text = retry[path + [name, "default"]].string
            #expect(text == "\(time.components.seconds)s")
        }
        let places = try PublishedSchema("profiles")
        let adaptive = Concurrency.adaptive
        for (name, count) in [
            ("start", adaptive.start), ("min", adaptive.range.lowerBound),
            ("max", adaptive.range.upperBound),
        ] {
            let path = ["$defs", "concurrency", "properties", name, "default"]
            #expect(places[path].integer == count)
        }
    }

    @Test func `the defaults of a simulation are its own`() throws {
        let schema = try PublishedSchema("profiles")
        let path = ["$defs", "simulation", "properties"]
        let simulation = Simulation()
        #expect(schema[path + ["seed", "default"]].integer == Int(simulation.seed))
        for (key, value) in [
            ("ttft", simulation.timeToFirstToken),
            ("ttft_spread", simulation.timeToFirstTokenSpread),
            ("tokens_per_second", simulation.tokensPerSecond), ("stall", simulation.stall),
            ("malformed_share", simulation.malformedShare),
        ] {
            #expect(schema[path + [key, "default"]].double == value, "\(key)")
        }
        #expect(schema[path + ["caches_prompts", "default"]] == .bool(simulation.cachesPrompts))
        #expect(
            schema[path + ["reports_cache_writes", "default"]]
                == .bool(simulation.reportsCacheWrites)
        )
        let errors = path + ["field_error", "properties"]
        #expect(schema[errors + ["clean", "default"]].double == simulation.fieldError.clean)
        #expect(schema[errors + ["light", "default"]].double == simulation.fieldError.light)
        #expect(schema[errors + ["heavy", "default"]].double == simulation.fieldError.heavy)
    }
}
