import TallyConfiguration
import TallyCore
import Testing

/// What editors complete is what the readers read.
struct SchemaKeyTests {
    /// Where a schema describes a map, and the keys that its reader knows.
    struct Map: CustomTestStringConvertible {
        let schema: String
        let path: [String]
        let keys: [String]

        init(_ schema: String, _ path: [String], _ keys: [String]) {
            (self.schema, self.path, self.keys) = (schema, path, keys)
        }

        var testDescription: String { ([schema] + path).joined(separator: "/") }
    }

    @Test(arguments: [
        Map("benchmark", [], BenchmarkLoader.keys),
        Map("benchmark", ["properties", "task"], TaskReader.keys),
        Map("benchmark", ["$defs", "field"], FieldReader.keys),
        Map("benchmark", ["$defs", "prompt"], PromptReader.keys),
        Map("benchmark", ["$defs", "variant"], VariantReader.keys),
        Map("benchmark", ["$defs", "cascade"], CascadeReader.keys),
        Map("benchmark", ["$defs", "threshold"], CascadeReader.ruleKeys),
        Map("profiles", ["$defs", "profile"], ProfileReader.keys),
        Map("profiles", ["$defs", "profile", "properties", "timeouts"], ProfileReader.timeoutKeys),
        Map("profiles", ["$defs", "profile", "properties", "limits"], ProfileReader.limitKeys),
        Map("profiles", ["$defs", "concurrency"], ConcurrencyReader.keys),
        Map("benchmark", ["properties", "retry"], RetryReader.keys),
        Map("benchmark", ["properties", "budget"], BudgetReader.keys),
        Map("benchmark", ["$defs", "runBudget"], BudgetReader.runKeys),
        Map("benchmark", ["$defs", "arrivals"], ArrivalsReader.keys),
        Map("benchmark", ["$defs", "cachePolicy"], CacheReader.keys),
        Map("benchmark", ["properties", "sla"], ServiceLevelReader.keys),
        Map("benchmark", ["properties", "wandb"], WandBReader.keys),
        Map("benchmark", ["properties", "monitors"], MonitorReader.keys),
        Map(
            "benchmark",
            ["properties", "monitors", "properties", "prometheus"],
            MonitorReader.prometheusKeys
        ),
        Map(
            "benchmark",
            ["properties", "monitors", "properties", "emf"],
            MonitorReader.emfKeys
        ),
        Map(
            "benchmark",
            ["properties", "monitors", "properties", "otlp"],
            MonitorReader.otlpKeys
        ),
        Map(
            "benchmark",
            ["properties", "monitors", "properties", "webhook"],
            MonitorReader.webhookKeys
        ),
        Map(
            "benchmark",
            ["properties", "monitors", "properties", "log"],
            MonitorReader.logKeys
        ),
        Map(
            "benchmark",
            ["properties", "monitors", "properties", "cloudwatch"],
            MonitorReader.cloudWatchKeys
        ),
        Map("profiles", ["$defs", "profile", "properties", "image"], ImageReader.keys),
        Map("profiles", ["$defs", "profile", "properties", "simulation"], SimulationReader.keys),
        Map(
            "profiles",
            ["$defs", "simulation", "properties", "field_error"],
            SimulationReader.fieldErrorKeys
        ),
        Map("prices", [], PriceReader.fileKeys),
        Map("prices", ["$defs", "price"], PriceReader.keys),
        Map("prices", ["$defs", "tier"], PriceReader.tierKeys),
    ])
    func `a map has the keys of its reader and no other`(map: Map) throws {
        let schema = try PublishedSchema(map.schema)
        #expect(schema.keys(map.path) == map.keys.sorted())
        #expect(schema[map.path + ["additionalProperties"]] == false)
    }

    @Test(arguments: Profile.Provider.allCases)
    func `a provider is refused the keys it has no use for`(provider: Profile.Provider) throws {
        let schema = try PublishedSchema("profiles")
        let rules = schema[["$defs", "profile", "allOf"]].array ?? []
        let rule = rules.first {
            $0["if"]?["properties"]?["provider"]?["const"]?.string == provider.rawValue
        }
        let refused = rule?["then"]?["properties"]?.object?.members.map(\.key) ?? []
        let used = ProfileReader.keys(of: provider)
        #expect(refused.sorted() == ProfileReader.keys.filter { !used.contains($0) }.sorted())
    }

    @Test(arguments: ["parameters", "grid"])
    func `well-known parameters are described, and what Tally sets is refused`(
        name: String
    ) throws {
        let schema = try PublishedSchema("profiles")
        let path = ["$defs", name]
        #expect(schema.keys(path) == ParameterReader.kinds.keys.sorted())
        #expect(schema.refusedKeys(path) == ParameterReader.reserved.keys.sorted())
        for (key, kind) in ParameterReader.kinds {
            let items = name == "grid" ? ["items"] : []
            let type = schema[path + ["properties", key] + items + ["type"]]
            #expect(type == [.string(Self.word(for: kind)), "null"], "\(key)")
        }
    }

    private static func word(for kind: ParameterReader.Kind) -> String {
        switch kind {
        case .number: "number"
        case .count, .whole: "integer"
        case .text: "string"
        }
    }

    @Test func `what the measurement rests on is no extra`() throws {
        let schema = try PublishedSchema("profiles")
        #expect(schema.refusedKeys(["$defs", "extra"]) == ParameterReader.fixed.keys.sorted())
    }

    @Test func `headers that Tally sets are refused`() throws {
        let schema = try PublishedSchema("profiles")
        let words = schema.words(
            ["$defs", "profile", "properties", "headers", "propertyNames", "not"]
        )
        #expect(Set(words.map { $0.lowercased() }) == AccessReader.refusedHeaders)
    }

    @Test(arguments: ["benchmark", "profiles", "prices"])
    func `an editor has something to show for every key`(name: String) throws {
        let properties = try PublishedSchema(name).properties
        // Below `if`, `then`, `else` and `not` stand conditions on keys that are described above.
        let own = properties.filter { !$0.path.contains(/\/(if|then|else|not)\//) }
            .filter { !$0.path.contains("/patternProperties/") && $0.schema.bool != false }
        #expect(!own.isEmpty)
        for property in own {
            #expect(property.schema["description"]?.string?.isEmpty == false, "\(property.path)")
        }
    }
}
