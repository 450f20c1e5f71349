import Foundation
import TallyConfiguration
import TallyCore
import Testing

/// Prices are exact, dated and plausible, and the user's files win over the built-in table.
struct PriceCatalogTests {
    private func load(_ files: [String: String]) throws -> PriceCatalog {
        let folder = try TemporaryFolder(files)
        return try PriceCatalog.load(.init(benchmark: folder / "b", user: folder / "u"))
    }

    private func builtIn() throws -> PriceCatalog {
        try PriceCatalog.load(.init(benchmark: nil, user: nil))
    }

    @Test func `dollars per million tokens become pico-dollars a token`() throws {
        let text =
            "prices: {m: {from: 2026-01-02, input: 0.075, cached_input: 0.0375, cache_write: 0.1, output: 0.000001}}"
        let expected = Price(
            from: "2026-01-02",
            input: 75_000,
            cachedInput: 37_500,
            cacheWrite: 100_000,
            output: 1
        )
        #expect(try load(["b/prices.yaml": text]).table.entries["m"] == [expected])
    }

    @Test func `a list of dates gives the price of the day`() throws {
        let text = """
            prices:
              m:
                - {from: 2026-01-01, input: 2, output: 4}
                - {from: 2026-06-01, input: 1, output: 3}
            """
        let table = try load(["b/prices.yaml": text]).table
        #expect(table.price("m", on: "2025-12-31") == nil)
        #expect(table.price("m", on: "2026-05-31")?.input == 2_000_000)
        #expect(table.price("m", on: "2026-06-01")?.input == 1_000_000)
    }

    @Test(arguments: [
        ("cached_input: 3, output: 4", "prices.m: implausible: cached_input costs more than input"),
        ("cache_write: 1.9, output: 4", "prices.m: implausible: cache_write costs less than input"),
        ("output: -4", "prices.m.output: a price cannot be negative"),
        (
            "output: 0.0000005",
            "prices.m.output: finer than a pico-dollar a token (6 decimals); prices are per million tokens"
        ),
        ("output: 1e30", "prices.m.output: too large; prices are US dollars per million tokens"),
        (
            "output: free",
            "prices.m.output: expected US dollars per million tokens, found the text \"free\""
        ),
        ("outptu: 4", "prices.m: unknown key \"outptu\"; did you mean \"output\"?"),
        ("cached_input: 1", "prices.m: missing key \"output\""),
    ])
    func `an implausible price is refused`(rest: String, message: String) throws {
        let text = "prices: {m: {from: 2026-01-01, input: 2, \(rest)}}"
        let folder = try TemporaryFolder(["x.yaml": benchmark(""), "prices.yaml": text])
        #expect(folder.complaint() == "prices.yaml:1: " + message)
    }

    @Test(arguments: [
        ("[]", "prices.m: expected at least one price"),
        (
            "{from: 2026-13-01, input: 1, output: 1}",
            "prices.m.from: expected a date like 2026-11-24, found the text \"2026-13-01\""
        ),
        (
            "{from: 2026-02-30, input: 1, output: 1}",
            "prices.m.from: expected a date like 2026-11-24, found the text \"2026-02-30\""
        ),
        (
            "[{from: 2026-02-01, input: 1, output: 1}, {from: 2026-01-01, input: 1, output: 1}]",
            "prices.m[1]: dates must ascend: 2026-01-01 comes after 2026-02-01"
        ),
    ])
    func `wrong dates are refused`(value: String, message: String) throws {
        let text = "prices: {m: \(value)}"
        let folder = try TemporaryFolder(["x.yaml": benchmark(""), "prices.yaml": text])
        #expect(folder.complaint() == "prices.yaml:1: " + message)
    }

    @Test func `a key beside the benchmark wins over the user's, that over the built-in`() throws {
        let mine = "prices: {openai/gpt-4o: {from: 2020-01-01, input: 1, output: 1}}"
        let user =
            "prices: {openai/gpt-4o: {from: 2020-01-01, input: 9, output: 9}, u: {from: 2020-01-01, input: 5, output: 5}}"
        let catalog = try load(["b/prices.yaml": mine, "u/prices.yaml": user])
        #expect(catalog.table.entries["openai/gpt-4o"]?.map(\.input) == [1_000_000])
        #expect(catalog.table.entries["u"]?.map(\.input) == [5_000_000])
        #expect(catalog.sources["openai/gpt-4o"]?.hasSuffix("b/prices.yaml") == true)
        #expect(catalog.sources["openai/gpt-4"] == "built-in prices.yaml")
    }

    /// The figures of the public price lists: dollars per million tokens in, cached and out.
    @Test(
        arguments: [
            ("openai/gpt-4", 30_000_000, nil, 60_000_000),
            ("openai/gpt-4o", 2_500_000, 1_250_000, 10_000_000),
            ("openai/gpt-4o-mini", 150_000, 75_000, 600_000),
            ("openai/gpt-4.1", 2_000_000, 500_000, 8_000_000),
            ("azure_ai/Phi-3-mini-4k-instruct", 130_000, nil, 520_000),
            ("azure_ai/Phi-3.5-mini-instruct", 130_000, nil, 520_000),
            ("azure_ai/Phi-3-medium-4k-instruct", 170_000, nil, 680_000),
            ("azure_ai/Phi-4", 125_000, nil, 500_000),
        ] as [(String, Int64, Int64?, Int64)]
    )
    func `the built-in table holds the known prices`(
        key: String,
        input: Int64,
        cached: Int64?,
        output: Int64
    ) throws {
        let price = try #require(try builtIn().table.price(key, on: "2026-11-24"))
        #expect(price.input == input && price.cachedInput == cached && price.output == output)
        #expect(price.cacheWrite == nil)
    }

    private static let reference = ReferenceData.url("prices.json")

    @Test(.enabled(if: reference != nil, "TALLY_REFERENCE_DATA is not there"))
    func `every built-in price agrees with the reference`() throws {
        let data = try Data(contentsOf: try #require(Self.reference))
        let models = try #require(try JSONParser.parse(Array(data))["models"])
        for (key, prices) in try builtIn().table.entries {
            let parts = key.split(separator: "@").map(String.init)
            let name = parts[0].hasPrefix("openai/") ? String(parts[0].dropFirst(7)) : parts[0]
            let tier = parts.count > 1 ? "_" + (parts[1] == "batch" ? "batches" : parts[1]) : ""
            let entry = try #require(models[name], "\(key) is not in the reference")
            func rate(_ member: String) throws -> Int64? {
                guard case .number(let lexeme) = entry[member] else { return nil }
                return try ExactDecimal(lexeme)?.integer(scaledBy: 12)
            }
            let price = try #require(prices.last)
            #expect(try rate("input_cost_per_token" + tier) == price.input, "\(key)")
            #expect(try rate("cache_read_input_token_cost" + tier) == price.cachedInput, "\(key)")
            #expect(
                try rate("cache_creation_input_token_cost" + tier) == price.cacheWrite,
                "\(key)"
            )
            #expect(try rate("output_cost_per_token" + tier) == price.output, "\(key)")
        }
    }
}
