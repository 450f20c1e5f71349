import TallyCore
import Testing

/// Capacity costs its hours, worked and idle.
struct HourPriceTests {
    @Test(arguments: [
        (3600.0, 12_500_000_000, 1_000_000, 12_500_000_000),
        (3600.0, 12_500_000_000, 500_000, 25_000_000_000),
        (90, 2_000_000_000, 250_000, 200_000_000),
        // 0.5, 1.5 and 2.5 nano-dollars: half to even.
        (0.5, 3600, 1_000_000, 0), (1.5, 3600, 1_000_000, 2), (2.5, 3600, 1_000_000, 2),
    ])
    func `a run costs its wall hours over the utilisation, rounded once`(
        seconds: Double,
        perHour: Int64,
        utilisation: Int64,
        nano: Int64
    ) {
        let price = HourPrice(from: "2026-01-01", perHour: perHour, utilisation: utilisation)
        #expect(price.cost(ofSeconds: seconds) == Money(nanodollars: nano))
    }

    @Test func `a cost beyond the range is unknown, not a trap`() {
        let price = HourPrice(from: "2026-01-01", perHour: .max, utilisation: 1)
        #expect(price.cost(ofSeconds: 1e10) == nil && price.cost(ofSeconds: .infinity) == nil)
        #expect(price.cost(ofSeconds: -1) == nil && price.cost(ofSeconds: .nan) == nil)
    }

    @Test func `capacity is paid for whatever model answers on it`() {
        let hour = HourPrice(from: "2026-01-01", perHour: 1, utilisation: 1)
        let token = Price(from: "2026-01-01", rates: Rates(input: 1, output: 1))
        let table = PriceTable(entries: ["azure/gpt-4o": [token]], hours: ["azure/ptu": [hour]])
        let facts = ServerFacts(model: "gpt-4o", serviceTier: "priority")
        #expect(Tariff.key(base: "azure/ptu", facts: facts, in: table) == "azure/ptu")
        #expect(table.keys(for: "azure/ptu") == ["azure/gpt-4o", "azure/ptu"])
        #expect(table.hourPrice("azure/ptu", on: "2025-12-31") == nil)
        #expect(table.hourPrice("azure/ptu", on: "2026-01-01") == hour)
    }

    @Test func `a weaker table gives only the keys that are lacking, however they are priced`() {
        let hour = HourPrice(from: "2026-01-01", perHour: 1, utilisation: 1)
        let price = Price(
            from: "2026-01-01",
            input: 1,
            cachedInput: nil,
            cacheWrite: nil,
            output: 1
        )
        var table = PriceTable(entries: ["both": [price]])
        let weaker = PriceTable(
            entries: ["token": [price]],
            hours: ["both": [hour], "hour": [hour]]
        )
        #expect(table.add(weaker) == ["hour", "token"])
        #expect(table.hours == ["hour": [hour]])
        #expect(table.entries == ["both": [price], "token": [price]])
    }
}
