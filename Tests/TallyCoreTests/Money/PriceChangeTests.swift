import TallyCore
import Testing

/// What differs between two tables, and what looks like a slip.
struct PriceChangeTests {
    private func table(_ prices: [String: Rates], from: String = "2026-01-01") -> PriceTable {
        PriceTable(entries: prices.mapValues { [Price(from: from, rates: $0)] })
    }

    @Test func `keys are new, gone or changed, in alphabetical order`() {
        let old = table(["a": Rates(input: 1, output: 2), "b": Rates(input: 1, output: 2)])
        let new = table([
            "b": Rates(input: 1, cachedInput: 1, output: 3), "c": Rates(input: 1, output: 2),
        ])
        let changes = PriceChange.between(old, new)
        #expect(changes.map(\.key) == ["a", "b", "c"])
        #expect(changes.map(\.kind) == [.gone, .changed, .new])
        #expect(changes[1].rates.map(\.name) == ["output", "cached_input"])
        #expect(changes[1].rates[0].share == 0.5 && changes[1].rates[1].share == nil)
        #expect(PriceChange.between(old, old).isEmpty)
    }

    @Test(arguments: [
        (10, 100, true), (10, 99, false), (10, 1, true), (10, 2, false), (10, 0, true),
    ])
    func `ten times dearer or cheaper is a jump`(old: Int64, new: Int64, isJump: Bool) {
        let rate = PriceChange.Rate(name: "input", old: old, new: new, decimals: 6)
        #expect(rate.isJump == isJump)
    }

    @Test func `another date alone is a difference, too`() {
        let rates = ["a": Rates(input: 1, output: 2)]
        let changes = PriceChange.between(table(rates), table(rates, from: "2026-02-01"))
        #expect(changes.map(\.days) == [["2026-01-01", "2026-02-01"]])
    }
}
