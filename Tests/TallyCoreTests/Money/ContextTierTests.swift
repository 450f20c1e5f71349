import TallyCore
import Testing

/// A request is billed as a whole by the length of its prompt.
struct ContextTierTests {
    private let price = Price(
        from: "2026-01-01",
        rates: Rates(input: 4_000_000, cachedInput: 400_000, output: 20_000_000),
        tiers: [
            .init(above: 200_000, rates: Rates(input: 8_000_000, output: 30_000_000)),
            .init(above: 500_000, rates: Rates(input: 9_000_000, output: 40_000_000)),
        ]
    )

    @Test(arguments: [(200_000, 820_000_000), (200_001, 1_630_008_000), (500_001, 4_540_009_000)])
    func `every token costs what the prompt's length says`(input: Int, nano: Int64) {
        let cost = price.cost(of: Usage(input: input, output: 1000))
        #expect(cost == Money(nanodollars: nano))
    }

    @Test func `cached tokens and cache writes are part of the prompt`() {
        #expect(price.rates(for: Usage(input: 199_999, cachedInput: 1)).input == 4_000_000)
        #expect(price.rates(for: Usage(input: 199_999, cachedInput: 2)).input == 8_000_000)
        #expect(price.rates(for: Usage(cacheWrite: 200_000, cacheWriteLong: 1)).input == 8_000_000)
    }

    @Test func `what a tier does not price is unpriced, though the usual rate is known`() {
        #expect(price.cost(of: Usage(input: 1, cachedInput: 1)) != nil)
        #expect(price.cost(of: Usage(input: 300_000, cachedInput: 1)) == nil)
    }
}
