import TallyConfiguration
import TallyCore
import Testing

/// Parameters that take several values make a variant for each combination.
struct GridTests {
    private func load(_ lines: String, _ variants: String) throws -> [Variant] {
        try TemporaryFolder(["x.yaml": benchmark(lines, variants: variants)]).load()
            .benchmark.variants
    }

    private func complaint(_ lines: String, _ variants: String) throws -> String? {
        try TemporaryFolder(["x.yaml": benchmark(lines, variants: variants)]).complaint()
    }

    @Test func `each combination of the values is a variant`() throws {
        let variants = try load(
            "",
            "[{profile: sim-gpt-4o, parameters: {seed: 7}, grid: {temperature: [0, 0.70], top_p: [1, 0.5]}}]"
        )
        #expect(
            variants.map(\.name) == [
                "sim-gpt-4o/temperature=0/top_p=1", "sim-gpt-4o/temperature=0/top_p=0.5",
                "sim-gpt-4o/temperature=0.70/top_p=1", "sim-gpt-4o/temperature=0.70/top_p=0.5",
            ]
        )
        let expected: [(String, JSONValue)] = [
            ("top_p", .number("0.5")), ("seed", 7), ("temperature", .number("0.70")),
        ]
        for (name, value) in expected { #expect(variants[3].profile.parameters[name] == value) }
    }

    @Test func `a variant's own grid takes the place of the benchmark's, and the rules need none`()
        throws
    {
        let variants = "[rules, {profile: sim-gpt-4o, grid: {seed: [1]}}, sim-phi-3-mini]"
        #expect(
            try load("grid: {temperature: [0]}", variants).map(\.name)
                == ["rules", "sim-gpt-4o/seed=1", "sim-phi-3-mini/temperature=0"]
        )
    }

    @Test func `null takes a parameter away`() throws {
        let lines = """
            grid: {temperature: [1, null]}
            profiles: {sim-x: {provider: simulated, model: x, parameters: {temperature: 0.5}}}
            """
        let variants = try load(lines, "[sim-x]")
        #expect(variants.map(\.name) == ["sim-x/temperature=1", "sim-x/temperature=null"])
        #expect(variants.map(\.profile.parameters["temperature"]) == [1, nil])
    }

    @Test func `prompts and a grid combine, prompt by prompt`() throws {
        let lines = "prompts: {a: {}, b: {}}\ngrid: {seed: [1, 2]}"
        #expect(
            try load(lines, "[{name: sim-x, profile: sim-gpt-4o}, sim-phi-3-mini]").map(\.name) == [
                "sim-x/a/seed=1", "sim-x/a/seed=2", "sim-x/b/seed=1", "sim-x/b/seed=2",
                "sim-phi-3-mini/a/seed=1", "sim-phi-3-mini/a/seed=2", "sim-phi-3-mini/b/seed=1",
                "sim-phi-3-mini/b/seed=2",
            ]
        )
    }

    @Test func `an empty grid of a variant's own leaves out the benchmark's`() throws {
        let variants = "[{profile: sim-gpt-4o, grid: {}}]"
        #expect(try load("grid: {seed: [1, 2]}", variants).map(\.name) == ["sim-gpt-4o"])
    }

    @Test func `a value that makes no word of a name is numbered`() throws {
        let variants = "[{profile: sim-gpt-4o, grid: {stop: [[a], 'b c', low]}}]"
        #expect(
            try load("", variants).map(\.name) == [
                "sim-gpt-4o/stop=#1", "sim-gpt-4o/stop=#2", "sim-gpt-4o/stop=low",
            ]
        )
    }

    @Test(arguments: [
        ("{temperature: []}", "grid.temperature: expected at least one value"),
        ("{temperature: 0.7}", "grid.temperature: expected a list, found the number 0.7"),
        ("{temperature: [1, 1]}", "grid.temperature[1]: \"1\" is listed twice"),
        ("{model: [a, b]}", "grid.model: not a parameter: the profile's `model` sets it"),
        ("[temperature]", "grid: expected a map, found a list"),
    ])
    func `a mistake in a grid is named`(grid: String, message: String) throws {
        #expect(try complaint("grid: \(grid)", "[rules]") == "x.yaml:4: " + message)
        let variant = "[{profile: sim-gpt-4o, grid: \(grid)}]"
        #expect(try complaint("", variant) == "x.yaml:3: variants[0]." + message)
    }

    @Test func `a parameter stands in one place`() throws {
        #expect(
            try complaint(
                "grid: {seed: [1, 2]}",
                "[{profile: sim-gpt-4o, parameters: {seed: 3}}]"
            )
                == "x.yaml:3: variants[0].parameters.seed: the grid varies this parameter; write it in one place"
        )
    }

    @Test func `the rules have no use for a grid of their own`() throws {
        #expect(
            try complaint("", "[{profile: rules, grid: {seed: [1]}}]")
                == "x.yaml:3: variants[0].grid: the provider rules has no use for this key"
        )
    }

    @Test func `more variants than anyone would pay for are refused`() throws {
        let eight = "[1, 2, 3, 4, 5, 6, 7, 8]"
        let most = "grid: {seed: \(eight), top_k: \(eight)}"
        #expect(try load(most, "[sim-gpt-4o]").count == 64)
        let message = "more than 64 variants; leave out prompts, profiles or values of grid"
        #expect(try complaint(most, "[sim-gpt-4o, rules]") == "x.yaml:3: variants[1]: " + message)
        let names = (0..<30).map { "p\($0): \(eight)" }.joined(separator: ", ")
        #expect(
            try complaint("grid: {\(names)}", "[sim-gpt-4o]") == "x.yaml:3: variants[0]: " + message
        )
    }

    @Test func `a name that grew too long is refused`() throws {
        let lines = "grid: {\(String(repeating: "a", count: 90)): [1]}"
        let complaint = try #require(try complaint(lines, "[sim-gpt-4o]"))
        #expect(complaint.hasSuffix("is longer than 100 characters; give it a short `name`"))
    }
}
