import TallyCore
import Testing

struct PriceTests {
    /// gpt-4o-mini: $0.15 a million tokens read, half of it from the cache, $0.60 a million written.
    private let mini = Price(
        from: "2024-07-18",
        input: 150_000,
        cachedInput: 75_000,
        cacheWrite: nil,
        output: 600_000
    )

    @Test func `a million tokens of gpt-4o-mini cost what the price list says`() {
        let million = 1_000_000
        #expect(mini.cost(of: Usage(input: million))?.dollars == 0.15)
        #expect(mini.cost(of: Usage(cachedInput: million))?.dollars == 0.075)
        #expect(mini.cost(of: Usage(output: million))?.dollars == 0.6)
    }

    @Test func `each bucket is priced once and the sum is rounded once`() {
        let usage = Usage(input: 1000, cachedInput: 500, output: 200, reasoning: 150)
        #expect(mini.cost(of: usage) == Money(nanodollars: 307_500))
        // 0.4 + 0.4 + 0.4 nano-dollars: 1 when rounded at the end, 0 when rounded line by line.
        let tiny = Price(from: "", input: 400, cachedInput: 400, cacheWrite: nil, output: 400)
        let one = Usage(input: 1, cachedInput: 1, output: 1)
        #expect(tiny.cost(of: one) == Money(nanodollars: 1))
    }

    @Test func `a bucket in use without a rate leaves the whole unpriced`() {
        #expect(mini.cost(of: Usage(input: 1, cacheWrite: 1)) == nil)
        #expect(mini.cost(of: Usage(input: 1)) != nil)
    }

    @Test func `a cost beyond the range is unpriced, not a trap`() {
        #expect(mini.cost(of: Usage(input: .max)) == nil)
        #expect(mini.cost(of: Usage(input: 1 << 45, output: 1 << 43)) == nil)
    }

    @Test func `nothing used costs nothing`() {
        #expect(mini.cost(of: .zero) == .zero)
    }

    @Test func `the bill lists the four buckets, and reasoning is no fifth`() {
        let usage = Usage(input: 1, cachedInput: 2, cacheWrite: 3, output: 4, reasoning: 4)
        let lines = mini.lines(for: usage)
        #expect(lines.map(\.tokens) == [1, 2, 3, 4])
        #expect(lines.map(\.rate) == [150_000, 75_000, nil, 600_000])
    }

    @Test func `the price of a day is the last one that began by then`() {
        var later = mini
        later.from = "2026-01-01"
        later.input = 100_000
        let table = PriceTable(entries: ["mini": [mini, later]])
        #expect(table.price("mini", on: "2024-07-17") == nil)
        #expect(table.price("mini", on: "2024-07-18") == mini)
        #expect(table.price("mini", on: "2025-12-31") == mini)
        #expect(table.price("mini", on: "2026-01-01") == later)
        #expect(table.price("maxi", on: "2026-01-01") == nil)
    }

    @Test func `usage adds bucket by bucket and keeps its doubts`() {
        let sum =
            Usage(input: 1, cachedInput: 2, cacheWrite: 3, output: 4, reasoning: 5)
            + Usage(input: 10, output: 20, isEstimated: true, isInconsistent: true)
        let expected = Usage(
            input: 11,
            cachedInput: 2,
            cacheWrite: 3,
            output: 24,
            reasoning: 5,
            isEstimated: true,
            isInconsistent: true
        )
        #expect(sum == expected)
        #expect(sum.prompt == 16)
    }
}
