import TallyConfiguration
import TallyCore
import Testing

/// What a schema says of a document is what its reader says.
struct SchemaDocumentTests {
    @Test(arguments: [
        ("benchmark", "benchmarks/receipts.yaml"),
        ("benchmark", "benchmarks/local-model.yaml"),
        ("profiles", "Sources/TallyConfiguration/Resources/profiles.yaml"),
        ("prices", "Sources/TallyConfiguration/Resources/prices.yaml"),
    ])
    func `what the project ships conforms`(schema: String, file: String) throws {
        #expect(try PublishedSchema(schema).faults(ProjectFile.yaml(file)) == [])
    }

    @Test func `the profiles in the documentation conform`() throws {
        let text = try ProjectFile.text("docs/providers.md")
        let blocks = text.split(separator: "```yaml\n").dropFirst().map { $0.prefix { $0 != "`" } }
        let documents = try blocks.map { try ProjectFile.json(ofYAML: String($0)) }
            .filter { $0.object?.members.allSatisfy { $0.value.object != nil } == true }
        #expect(documents.count >= 4)
        let schema = try PublishedSchema("profiles")
        for document in documents { #expect(schema.faults(document) == [], "\(document.jsonText)") }
    }

    /// The benchmark, three lines of which are sound, with the given ones after them.
    private func faults(_ text: String) throws -> [String] {
        try PublishedSchema("benchmark").faults(try ProjectFile.json(ofYAML: text))
    }

    @Test(arguments: [
        "",
        "limit: null\nsplit: test\nseed: 9223372036854775807",
        "task: {fields: [total, {name: due, compare: date}], required: [total, due]}",
        "task: {fields: [total, {name: net, compare: money, tolerance: 0.01}]}",
        "task: {fields: [{name: total, tolerance: 0.01}]}",
        "task: {fields: [total, {name: state, compare: enum, values: [paid, open]}]}",
        "task: {system: null, prompt: \"{{fields}} of {{text}}\", date_order: dmy}",
        "prompts: {short: {prompt: \"{{text}}\"}, built-in: {}}\ngrid: {temperature: [0, null]}",
        "profiles: {p: {provider: rules}}",
        "profiles: {sim-p: {provider: simulated, model: m, simulation: {ttft: 200ms}}}",
        "profiles: {p: {provider: openai, model: m, endpoint: \"http://h\", key_env: null, image: true}}",
        "profiles: {p: {provider: azure, model: m, endpoint: \"https://h\", api_version: 2024-10-21, "
            + "route: deployments, token_command: a b}}",
        "profiles: {p: {provider: anthropic, model: m, key_env: [A, B], timeouts: {idle: 90}}}",
        "profiles: {p: {provider: openai, model: m, endpoint: \"http://h\", extra: {store: true}, "
            + "headers: {x-team: a}, parameters: {temperature: 0, stop: [a]}, "
            + "image: {show: both, detail: low, max_side: 512}}}",
    ])
    func `what a benchmark may hold conforms`(lines: String) throws {
        let text = benchmark(lines)
        #expect(try faults(text) == [])
        #expect(try TemporaryFolder(["x.yaml": text]).complaint() == nil)
    }

    @Test(arguments: [
        "dataste: d", "limit: ten", "limit: 0", "split: [test]", "split: 7", "repeats: 1001",
        "seed: -1", "concurrency: true", "description: \" \"",
        "task: []", "task: {promt: a}", "task: {prompt: read it}", "task: {fields: [totl]}",
        "task: {fields: []}", "task: {date_order: dym}", "task: {required: [a b]}",
        "task: {required: [total, total]}", "task: {fields: [{name: due}]}",
        "task: {fields: [{name: a b, compare: text}]}",
        "task: {fields: [total, {name: state, compare: enum}]}",
        "task: {fields: [total, {name: a, compare: text, values: [b]}]}",
        "task: {fields: [total, {name: a, compare: text, of: text}]}",
        "task: {fields: [total, {name: a, compare: text, tolerance: 1}]}",
        "task: {fields: [total, {name: merchant, tolerance: 1}]}",
        "task: {fields: [{name: total, compare: list}]}",
        "task: {fields: [{name: line_items, compare: text}]}",
        "task: {fields: [total, {name: a, compare: money, tolerance: -1}]}",
        "prompts: {}", "prompts: {a b: {}}", "prompts: {a: {prompt: \"{{text}}\", file: f}}",
        "prompts: {a: {}}\ntask: {prompt: \"{{text}}\"}",
        "grid: {temperature: []}", "grid: {temperature: [hot]}", "grid: {temperature: 0}",
        "grid: {temperature: [0, 0]}", "grid: {model: [a]}",
    ])
    func `what a benchmark must not hold is refused`(lines: String) throws {
        let text = benchmark(lines)
        #expect(try !faults(text).isEmpty)
        #expect(try TemporaryFolder(["x.yaml": text]).complaint() != nil)
    }

    @Test(arguments: [
        "[]", "rules", "[[rules]]", "[{name: a}]", "[{profile: rules, name: a b}]",
        "[{profile: rules, name: latest}]", "[{profile: rules, profiles: [rules]}]",
        "[{profiles: []}]", "[{profiles: [rules, rules]}]", "[{profile: rules, outptu: prompt}]",
        "[{profile: sim-gpt-4o, parameters: {model: x}}]",
        "[{profile: sim-gpt-4o, extra: {messages: []}}]",
        "[{profile: sim-gpt-4o, image: {detail: medium}}]",
        "[{profile: sim-gpt-4o, stream: yes please}]",
        "[{profile: sim-gpt-4o, output: xml}]",
    ])
    func `variants that cannot be read are refused`(variants: String) throws {
        let text = benchmark("", variants: variants)
        #expect(try !faults(text).isEmpty)
        #expect(try TemporaryFolder(["x.yaml": text]).complaint() != nil)
    }

    private static let openai = "provider: openai, model: m, endpoint: \"http://h\""

    @Test(arguments: [
        "{model: m}", "{provider: openal}", "{provider: openai, model: m}",
        "{provider: openai, endpoint: \"http://h\"}", "{provider: simulated, model: m}", "5",
        "{provider: rules, price: x}", "{provider: anthropic, model: m, output: json_object}",
        "{provider: azure, model: m, route: deployments}",
        "{\(openai), modle: x}", "{\(openai), simulation: {}}", "{\(openai), route: v1}",
        "{\(openai), stream: maybe}", "{\(openai), concurrency: 5000}",
        "{\(openai), timeouts: {idle: soon}}", "{\(openai), timeouts: {idle: 0}}",
        "{\(openai), timeouts: {total: 90000}}", "{\(openai), parameters: {stream: true}}",
        "{\(openai), parameters: {max_completion_tokens: 0}}", "{\(openai), key_env: sk-123}",
        "{\(openai), key_env: A, token_command: b}", "{\(openai), headers: {host: h}}",
        "{\(openai), retires: soon}", "{\(openai), image: {max_side: 8}}",
        "{\(openai), auth: basic}", "{\(openai), api: completions}",
    ])
    func `a profile that cannot be read is refused`(profile: String) throws {
        let text = benchmark("profiles:\n  p: \(profile)\n")
        #expect(try !faults(text).isEmpty)
        #expect(try TemporaryFolder(["x.yaml": text]).complaint() != nil)
    }

    @Test(arguments: [
        "{provider: rules}", "{provider: simulated, model: m, simulation: {ttft_spread: 4}}",
        "{provider: simulated, model: m, simulation: {refusal_share: 1.5}}",
        "{provider: simulated, model: m, simulation: {field_error: {dirty: 1}}}",
        "{provider: simulated, model: m, key_env: A}",
    ])
    func `a simulated profile that cannot be read is refused`(profile: String) throws {
        let text = benchmark("profiles:\n  sim-p: \(profile)\n")
        #expect(try !faults(text).isEmpty)
        #expect(try TemporaryFolder(["x.yaml": text]).complaint() != nil)
    }

    @Test(arguments: [
        "{}", "{prices: null}", "{prices: {a: []}}", "{prices: {a: {input: 1, output: 1}}}",
        "{prices: {a: {from: May, input: 1, output: 1}}}",
        "{prices: {a: {from: 2026-01-01, input: -1, output: 1}}}",
        "{prices: {a: {from: 2026-01-01, input: cheap, output: 1}}}",
        "{prices: {a: {from: 2026-01-01, input: 1, output: 1, cached: 1}}}",
        "{prices: {a: {from: 2026-01-01, input: 1, output: 1, batch: 2}}}",
        "{prices: {a: {from: 2026-01-01, input: 1, output: 1, per_hour: 2, utilisation: 1}}}",
        "{prices: {a: {from: 2026-01-01, per_hour: 2}}}",
        "{prices: {a: {from: 2026-01-01, per_hour: 2, utilisation: 0}}}",
        "{prices: {a: {from: 2026-01-01, input: 1, output: 1, tiers: [{input: 1, output: 1}]}}}",
        "{prices: {}, currency: EUR}",
    ])
    func `prices that cannot be read are refused`(text: String) throws {
        let document = try ProjectFile.json(ofYAML: text)
        #expect(try !PublishedSchema("prices").faults(document).isEmpty)
        let folder = try TemporaryFolder(["x.yaml": benchmark(""), "prices.yaml": text])
        #expect(folder.complaint() != nil)
    }
}
