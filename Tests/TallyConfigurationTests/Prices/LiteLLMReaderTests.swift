import Foundation
import TallyConfiguration
import TallyCore
import Testing

/// LiteLLM's list becomes prices digit for digit, and what cannot be one is refused.
struct LiteLLMReaderTests {
    private func read(_ members: String, mode: String = "chat") throws -> PriceHaul {
        let text = #"{"m": {"mode": "\#(mode)", "litellm_provider": "p", \#(members)}}"#
        let document = try JSONParser.parse(text)
        return try #require(LiteLLMReader.read(document, from: "2026-11-24"))
    }

    private static let base = #""input_cost_per_token": 1.5e-07, "output_cost_per_token": 6E-7"#

    @Test func `scientific notation is read exactly, whatever the bucket`() throws {
        let haul = try read(
            Self.base
                + #", "cache_read_input_token_cost": 0.000000075, "cache_creation_input_token_cost": 1.875e-7, "#
                + #""cache_creation_input_token_cost_above_1hr": 3e-7"#
        )
        let rates = Rates(
            input: 150_000,
            cachedInput: 75_000,
            cacheWrite: 187_500,
            cacheWriteLong: 300_000,
            output: 600_000
        )
        #expect(haul.table.entries == ["p/m": [Price(from: "2026-11-24", rates: rates)]])
        #expect(haul.rejections.isEmpty)
    }

    @Test(arguments: [("priority", "priority"), ("flex", "flex"), ("batches", "batch")])
    func `a suffix is a key's mark, on either side of a length`(
        suffix: String,
        mark: String
    ) throws {
        let haul = try read(
            Self.base
                + #", "input_cost_per_token_\#(suffix)": 1e-6, "output_cost_per_token_\#(suffix)": 2e-6, "#
                + #""input_cost_per_token_above_272k_tokens_\#(suffix)": 2e-6, "#
                + #""output_cost_per_token_\#(suffix)_above_272k_tokens": 3e-6"#
        )
        let price = try #require(haul.table.price("p/m@\(mark)", on: "2026-11-24"))
        #expect(price.rates == Rates(input: 1_000_000, output: 2_000_000))
        let tier = Rates(input: 2_000_000, output: 3_000_000)
        #expect(price.tiers == [.init(above: 272_000, rates: tier)])
    }

    @Test(arguments: [
        (
            #""input_cost_per_token": -1e-6, "output_cost_per_token": 1e-6"#,
            "p/m: input_cost_per_token -1e-6: a price cannot be negative"
        ),
        (
            #""input_cost_per_token": 1e-6, "output_cost_per_token": 0.0"#,
            "p/m: input 1, output 0: output is 0 where others are not"
        ),
        (
            #""input_cost_per_token": 0, "output_cost_per_token": 0.0"#,
            "p/m: input 0, output 0: every rate is 0, which is free or unknown: "
                + "write it by hand if it is free"
        ),
        (
            #""input_cost_per_token": 0.5, "output_cost_per_token": 0.6"#,
            "p/m: input 500000: more than $1,000 per million tokens"
        ),
        (
            #""input_cost_per_token": 1e-6, "output_cost_per_token": 2.0"#,
            "p/m: output 2000000: more than $1,000 per million tokens"
        ),
        (
            #""input_cost_per_token": 1e-6, "cache_read_input_token_cost": 2e-6, "output_cost_per_token": 1e-6"#,
            "p/m: input 1, cached_input 2, output 1: cached_input costs more than input"
        ),
        (
            #""input_cost_per_token": 2.75e-6, "cache_creation_input_token_cost": 1.38e-6, "output_cost_per_token": 1e-5"#,
            "p/m: input 2.75, cache_write 1.38, output 10: cache_write costs less than input"
        ),
        (
            #""input_cost_per_token": 1.1e-5, "output_cost_per_token": 1e-6"#,
            "p/m: input 11, output 1: output costs less than a tenth of input"
        ),
        (
            #""input_cost_per_token": 1.23e-13, "output_cost_per_token": 1e-6"#,
            "p/m: input_cost_per_token 1.23e-13: finer than a pico-dollar a token"
        ),
        (
            #""input_cost_per_token": "1e-6", "output_cost_per_token": 1e-6"#,
            "p/m: input_cost_per_token \"1e-6\": expected a number, found a string"
        ),
        (#""tiered_pricing": []"#, "p/m: no input_cost_per_token: it has no price of tokens"),
        (#""input_cost_per_token": 1e-6"#, "p/m: input 1: it has no price of output"),
    ])
    func `what cannot be a price is refused in one line`(members: String, line: String) throws {
        let haul = try read(members)
        #expect(haul.rejections.map(\.line) == [line])
        #expect(haul.table.keys.isEmpty)
    }

    @Test func `an implausible tier is refused alone, an implausible length with its key`() throws {
        let tier = try read(Self.base + #", "input_cost_per_token_flex": 1e-7"#)
        #expect(tier.table.keys == ["p/m"])
        #expect(tier.rejections.map(\.line) == ["p/m@flex: input 0.1: it has no price of output"])
        let long = try read(Self.base + #", "input_cost_per_token_above_200k_tokens": 1e-6"#)
        #expect(long.table.keys.isEmpty && long.rejections.count == 1)
        #expect(long.rejections.first?.line.contains("above 200000 tokens: input 1") == true)
    }

    @Test func `other modes are left aside and other members are named`() throws {
        #expect(try read(Self.base, mode: "embedding").otherModes == 1)
        #expect(try read(Self.base, mode: "responses").table.keys == ["p/m"])
        let haul = try read(Self.base + #", "input_cost_per_audio_token": 1e-4"#)
        #expect(haul.unread == ["input_cost_per_audio_token": 1])
    }

    @Test(arguments: [
        ("openai/gpt-5*", "openai/gpt-5.6-luna", true), ("OPENAI/*", "openai/x", true),
        ("*batch", "a/b@batch", true), ("a/?", "a/bc", false), ("a*b*c", "aXbXbXc", true),
        ("a*b*c", "aXbX", false), ("", "a", false), ("*", "", true),
    ])
    func `a pattern fits the whole key`(pattern: String, key: String, isFit: Bool) {
        #expect(GlobPattern(pattern).matches(key) == isFit)
    }

    @Test func `a file holds its table, however odd the keys`() throws {
        let price = Price(
            from: "2026-01-01",
            rates: Rates(input: 1, cachedInput: 0, output: 1_000_000),
            tiers: [.init(above: 5, rates: Rates(input: 2_500_000, output: 10))]
        )
        let keys = ["a/b:0", "true", "1", "x/#y", "q\"uote/ü", "a/b@c"]
        var table = PriceTable(
            entries: Dictionary(uniqueKeysWithValues: keys.map { ($0, [price]) })
        )
        var later = price
        later.from = "2026-02-01"
        table.entries["two"] = [price, later]
        let hour = HourPrice(from: "2026-01-01", perHour: 12_500_000_000, utilisation: 1)
        table.hours["own/gpu"] = [hour]
        // Writing reads back what it wrote, and fails where that is another table.
        let text = try PriceFile.text(of: table, source: "a \"test\": #1")
        #expect(text.contains("own/gpu: {from: 2026-01-01, per_hour: 12.5, utilisation: 0.000001}"))
    }

    @Test func `a list leaves what is paid by the hour as it is`() throws {
        let hour = HourPrice(from: "2026-01-01", perHour: 1, utilisation: 1)
        let price = Price(
            from: "2026-02-01",
            input: 1,
            cachedInput: nil,
            cacheWrite: nil,
            output: 1
        )
        let own = PriceTable(hours: ["azure/own": [hour]])
        let dated = try own.dated(
            with: PriceTable(entries: ["azure/own": [price], "b/c": [price]])
        )
        .get()
        #expect(dated.hours == ["azure/own": [hour]])
        #expect(dated.entries == ["b/c": [price]])
    }

    private static let reference = ReferenceData.url("prices.json")

    @Test(.enabled(if: reference != nil, "TALLY_REFERENCE_DATA is not there"))
    func `the real list becomes a file that reads back`() throws {
        let data = try Data(contentsOf: try #require(Self.reference))
        let document = try JSONParser.parse(Array(data))
        let haul = try #require(LiteLLMReader.read(document, from: "2026-11-24"))
        #expect(haul.table.keys.count > 300)
        let text = try PriceFile.text(of: haul.table, source: "LiteLLM")
        #expect(try PriceFile.text(of: haul.table, source: "LiteLLM") == text)
        // What it gets wrong: cache writes below the price of input.
        #expect(haul.rejections.map(\.key).contains("azure/eu/gpt-4o"))
        let mini = haul.table.price("openai/gpt-4o-mini@batch", on: "2026-11-24")
        #expect(mini?.rates == Rates(input: 75_000, output: 300_000))
        let long = haul.table.price("openai/gpt-5.6", on: "2026-11-24")?.tiers.first
        #expect(long?.above == 272_000 && long?.rates.input == 8_000_000)
    }
}
