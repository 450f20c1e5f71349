import GRDB
import TallyCore
import TallyStore
import Testing

/// The views that people query agree with what the program computes.
struct ViewTests {
    @Test func `attempt_costs agrees with the program on random usages and prices`() async throws {
        var generator = SeededGenerator(seed: 21)
        let prices = randomPrices(&generator)
        let bench = try Bench(prices: prices)
        let trial = bench.trial(1)
        var entries = [trial.opened]
        var expected: [Int64: Money?] = [:]
        for number in 1...2000 {
            let key = generator.pick(prices.entries.keys.sorted())
            let usage = randomUsage(&generator)
            let id = bench.writer.nextID()
            entries.append(trial.attempt(id, number: number, priceKey: key))
            entries.append(
                .attemptClosed(
                    AttemptClosing(id: id, exchange: .answer(usage, body: []), priceKey: key)
                )
            )
            expected[id] = prices.price(key, on: Bench.now.day)?.cost(of: usage)
        }
        try await bench.writer.commit(entries)
        let rows = try bench.read {
            try Row.fetchAll($0, sql: "SELECT attempt, cost_nanodollars FROM attempt_costs")
        }
        #expect(rows.count == 2000)
        for row in rows {
            let cost = (row["cost_nanodollars"] as Int64?).map(Money.init(nanodollars:))
            #expect(cost == expected[row["attempt"] as Int64])
        }
        // The draw holds what matters: unpriced attempts and priced ones.
        let unpriced = rows.count { $0["cost_nanodollars"] as Int64? == nil }
        #expect((100..<1900).contains(unpriced))
    }

    /// Rates around the thousandth of a nano-dollar make ties frequent.
    private func randomPrices(_ generator: inout SeededGenerator) -> PriceTable {
        var table = PriceTable()
        for index in 0..<16 {
            table.entries["k\(index)"] = ["2026-01-01", "2026-11-24", "2026-11-25"].map { day in
                var price = Price(from: day, rates: randomRates(&generator))
                if generator.chance(0.5) {
                    price.tiers = [3, 100_000].map {
                        Price.ContextTier(above: $0, rates: randomRates(&generator))
                    }
                }
                return price
            }
        }
        return table
    }

    private func randomRates(_ generator: inout SeededGenerator) -> Rates {
        func rate() -> Int64 {
            Int64(generator.below(6)) * 500 + Int64(generator.below(2)) * 250
        }
        return Rates(
            input: rate(),
            cachedInput: generator.chance(0.7) ? rate() : nil,
            cacheWrite: generator.chance(0.5) ? rate() : nil,
            cacheWriteLong: generator.chance(0.8) ? rate() : nil,
            output: rate() + 1000 * Int64(generator.below(60_000))
        )
    }

    private func randomUsage(_ generator: inout SeededGenerator) -> Usage {
        Usage(
            input: generator.below(generator.chance(0.5) ? 4 : 200_000),
            cachedInput: generator.chance(0.5) ? 0 : generator.below(4),
            cacheWrite: generator.chance(0.7) ? 0 : generator.below(4),
            cacheWriteLong: generator.chance(0.8) ? 0 : generator.below(4),
            output: generator.below(3)
        )
    }

    @Test(arguments: [(1, 0), (3, 2), (5, 2), (7, 4), (9, 4)] as [(Int, Int64)])
    func `half a nano-dollar is rounded to even`(tokens: Int, nano: Int64) async throws {
        let price = Price(
            from: "2026-01-01",
            input: 500,
            cachedInput: nil,
            cacheWrite: nil,
            output: 0
        )
        let bench = try Bench(prices: PriceTable(entries: ["mini": [price]]))
        try await bench.add(1, attempts: [.answer(Usage(input: tokens))])
        let costs = try bench.read {
            try Int64.fetchAll($0, sql: "SELECT cost_nanodollars FROM attempt_costs")
        }
        #expect(costs == [nano])
        #expect(price.cost(of: Usage(input: tokens)) == Money(nanodollars: nano))
    }

    @Test func `run_costs sums what was billed and shows the rest apart`() async throws {
        let bench = try Bench()
        let possible = Exchange.failure(.timeout, 408, .possiblyBilled, usage: Usage(input: 1000))
        try await bench.add(1, attempts: [possible, .failure(.serverError, 500), .answer()])
        let flying = bench.trial(2)
        try await bench.writer.commit([flying.opened, flying.attempt(bench.writer.nextID())])
        let rows = try runCosts(bench)
        #expect(rows.map { $0["name"] as String } == ["a", "b"])
        #expect(rows.map { $0["attempts"] as Int } == [4, 0])
        #expect(rows.map { $0["cost_usd"] as Double } == [0.0003075, 0])
        #expect(rows.map { $0["possible_usd"] as Double } == [0.00015, 0])
        #expect(rows.map { $0["unpriced_attempts"] as Int } == [0, 0])
        #expect(rows.map { $0["unknown_attempts"] as Int } == [1, 0])
    }

    @Test func `one unpriced attempt leaves the sums of run_costs unknown`() async throws {
        let bench = try Bench()
        try await bench.add(1)
        try await bench.add(2, priceKey: nil)
        let row = try #require(try runCosts(bench).first)
        #expect(row["cost_usd"] as Double? == nil)
        #expect(row["unpriced_attempts"] as Int == 1)
    }

    private func runCosts(_ bench: Bench) throws -> [Row] {
        try bench.read { try Row.fetchAll($0, sql: "SELECT * FROM run_costs ORDER BY name") }
    }

    @Test func `run_accuracy averages over accepted trials with a score`() async throws {
        let bench = try Bench()
        try await bench.add(1)
        try await bench.add(2, result: .sample(score: .sample(.wrong)))
        try await bench.add(3, result: .sample(.infrastructureFailure(.timeout), score: nil))
        let rows = try bench.read { try Row.fetchAll($0, sql: "SELECT * FROM run_accuracy") }
        #expect(rows.count == 1)
        let row = try #require(rows.first)
        #expect(row["documents"] as Int == 2)
        #expect(row["document_exact"] as Double == 0.5)
        #expect(row["document_exact_raw"] as Double == 0)
        #expect(row["field_accuracy"] as Double == 0.75)
        #expect(row["run"] as String == bench.runs[0].ulid)
    }

    @Test func `attempt_latency counts from the request head`() async throws {
        let bench = try Bench()
        try await bench.add(1)
        let row = try #require(
            try bench.read { try Row.fetchOne($0, sql: "SELECT * FROM attempt_latency") }
        )
        #expect(row["service_s"] as Double == 2.5)
        #expect(row["ttft_s"] as Double == 0.25)
        #expect(row["case_id"] as String == "case-1")
        #expect(row["status"] as Int == 200)
    }

    @Test func `field_scores has a row for every annotated field`() async throws {
        let bench = try Bench()
        try await bench.add(1, result: .sample(score: .sample(.wrong)))
        let rows = try bench.read {
            try Row.fetchAll(
                $0,
                sql: "SELECT field, outcome, raw_equal FROM field_scores ORDER BY field"
            )
        }
        #expect(rows.map { $0["field"] as String } == ["tip", "total"])
        #expect(rows.map { $0["outcome"] as String } == ["absent", "wrong"])
        #expect(rows.map { $0["raw_equal"] as Int } == [1, 0])
    }
}
