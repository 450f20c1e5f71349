import TallyConfiguration
import TallyCore
import Testing

/// Tiers, batches and hours of a price file.
struct PriceReaderTests {
    private func table(_ value: String) throws -> PriceTable {
        let folder = try TemporaryFolder(["b/prices.yaml": "prices: {m: \(value)}"])
        return try PriceCatalog.load(.init(benchmark: folder / "b", user: nil)).table
    }

    @Test func `a tier is a set of rates above a length`() throws {
        let tiers = "[{above: 272000, input: 8, cached_input: 0.8, output: 30}]"
        let value = "{from: 2026-01-01, input: 4, output: 20, tiers: \(tiers)}"
        let price = try #require(try table(value).price("m", on: "2026-01-01"))
        let expected = Price.ContextTier(
            above: 272_000,
            rates: Rates(input: 8_000_000, cachedInput: 800_000, output: 30_000_000)
        )
        #expect(price.tiers == [expected])
    }

    @Test func `a share makes the price of batches, tiers and all`() throws {
        let tiers = "[{above: 10, input: 0.3, output: 6}]"
        let value =
            "{from: 2026-01-01, input: 0.15, cached_input: 0.075, output: 0.6, batch: 0.5, tiers: \(tiers)}"
        let price = try #require(try table(value).price("m@batch", on: "2026-01-01"))
        let expected = Rates(input: 75_000, cachedInput: 37_500, output: 300_000)
        #expect(price.rates == expected)
        #expect(price.tiers.map(\.rates) == [Rates(input: 150_000, output: 3_000_000)])
    }

    @Test func `an hour has a price and a utilisation`() throws {
        let value = "{from: 2026-01-01, per_hour: 12.5, utilisation: 0.6}"
        let table = try table(value)
        let expected = HourPrice(
            from: "2026-01-01",
            perHour: 12_500_000_000,
            utilisation: 600_000
        )
        #expect(table.hours["m"] == [expected] && table.entries["m"] == nil)
    }

    @Test(arguments: [
        ("{from: 2026-01-01, per_hour: 1}", "prices.m: missing key \"utilisation\""),
        (
            "{from: 2026-01-01, per_hour: 1, utilisation: 60}",
            "prices.m.utilisation: expected a share above 0, at most 1, found the number 60"
        ),
        (
            "{from: 2026-01-01, per_hour: 1, utilisation: 1, input: 2}",
            "prices.m.input: a price per_hour has no price of tokens; give each a key"
        ),
        (
            "{from: 2026-01-01, input: 1, output: 1, utilisation: 1}",
            "prices.m.utilisation: only a price per_hour has a utilisation"
        ),
        (
            "[{from: 2026-01-01, input: 1, output: 1}, {from: 2026-02-01, per_hour: 1, utilisation: 1}]",
            "prices.m: priced by the token and by the hour; give each a key"
        ),
        (
            "{from: 2026-01-01, input: 1, output: 1, batch: 0}",
            "prices.m.batch: expected a share above 0, at most 1, found the number 0"
        ),
        (
            "{from: 2026-01-01, input: 0.000001, output: 1, batch: 0.5}",
            "prices.m.batch: a rate times this is finer than a pico-dollar a token; "
                + "write the key with @batch and its rates"
        ),
        (
            "{from: 2026-01-01, input: 1, output: 1, batch: 1}, m@batch: {from: 2026-01-01, input: 1, output: 1}",
            "prices.m: both batch and the key \"m@batch\"; write one"
        ),
        (
            "{from: 2026-01-01, input: 1, output: 1, tiers: [{above: 9, input: 1, output: 1}, {above: 9, input: 1, output: 1}]}",
            "prices.m.tiers[1]: lengths must ascend: 9 comes after 9"
        ),
        (
            "{from: 2026-01-01, input: 1, output: 1, tiers: [{above: 9, input: 1, cached_input: 2, output: 1}]}",
            "prices.m.tiers[0]: implausible: cached_input costs more than input"
        ),
    ])
    func `what contradicts itself is refused in one line`(value: String, message: String) throws {
        let text = "prices: {m: \(value)}"
        let folder = try TemporaryFolder(["x.yaml": benchmark(""), "prices.yaml": text])
        #expect(folder.complaint() == "prices.yaml:1: " + message)
    }
}
