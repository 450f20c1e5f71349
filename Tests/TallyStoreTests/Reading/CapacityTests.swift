import GRDB
import TallyCore
import TallyStore
import Testing

/// Attempts on capacity paid by the hour have no cost of their own, and are not unpriced.
struct CapacityTests {
    private static let hour = HourPrice(
        from: "2026-01-01",
        perHour: 12_500_000_000,
        utilisation: 600_000
    )

    private func bench() throws -> Bench {
        try Bench(prices: PriceTable(hours: ["ptu": [Self.hour]]))
    }

    @Test func `the price is kept with the experiment`() throws {
        let bench = try bench()
        #expect(try bench.store.capacity(of: bench.runs[0], pricedBy: nil) == Self.hour)
    }

    @Test func `an attempt has neither a cost nor lacks a price`() async throws {
        let bench = try bench()
        try await bench.add(1, priceKey: "ptu")
        let record = try #require(try bench.records().first)
        #expect(record.cost == nil && record.saved == nil && record.unpricedAttempts == 0)
        let cost = try bench.read {
            try Row.fetchOne($0, sql: "SELECT cost_nanodollars AS nano FROM attempt_costs")
        }
        #expect(cost?["nano"] as Int64? == nil)
    }

    @Test func `under a basis that prices tokens it costs its tokens`() async throws {
        let bench = try bench()
        try await bench.add(1, priceKey: "ptu")
        let price = Price(
            from: "2026-01-01",
            rates: Rates(input: 1000, cachedInput: 0, output: 1000)
        )
        let table = PriceTable(entries: ["ptu": [price]])
        let basis = CostBasis(table: table, day: "2026-11-24", source: "test")
        #expect(try bench.store.capacity(of: bench.runs[0], pricedBy: basis) == nil)
        var costs: [Money?] = []
        try bench.store.forEachTrial(of: bench.runs[0], pricedBy: basis) { costs.append($0.cost) }
        #expect(costs == [Money(nanodollars: 1200)])
    }

    @Test func `under a basis by the hour tokens cost nothing of their own`() async throws {
        let bench = try Bench()
        try await bench.add(1)
        let table = PriceTable(hours: ["mini": [Self.hour]])
        let basis = CostBasis(table: table, day: "2026-11-24", source: "test")
        #expect(try bench.store.capacity(of: bench.runs[0], pricedBy: basis) == Self.hour)
        var costs: [Money?] = []
        try bench.store.forEachTrial(of: bench.runs[0], pricedBy: basis) { costs.append($0.cost) }
        #expect(costs == [nil])
    }

    @Test func `tiers are kept with the experiment`() async throws {
        var price = Price(
            from: "2026-01-01",
            rates: Rates(input: 1000, cachedInput: 1, output: 1000)
        )
        price.tiers = [
            .init(above: 1400, rates: Rates(input: 5000, cachedInput: 1000, output: 2000))
        ]
        let bench = try Bench(prices: PriceTable(entries: ["mini": [price]]))
        try await bench.add(1)
        #expect(try bench.records().map(\.cost) == [Money(nanodollars: 5900)])
        let prices = bench.store
        var kept: [Price?] = []
        try prices.forEachAttempt(of: bench.runs[0]) { kept.append($0.price) }
        #expect(kept == [price])
    }
}
