import TallyCore
import TallyStore
import Testing

/// A stored run costs anew under a basis, and the store stays as it is.
struct BasisTests {
    /// Twice gpt-4o-mini's prices from 2027 on.
    private static func basis(
        _ keys: [String] = ["mini"],
        day: String = "2027-01-01"
    ) -> CostBasis {
        let price = Price(
            from: "2027-01-01",
            input: 300_000,
            cachedInput: 150_000,
            cacheWrite: nil,
            output: 1_200_000
        )
        let entries = Dictionary(uniqueKeysWithValues: keys.map { ($0, [price]) })
        return CostBasis(table: PriceTable(entries: entries), day: day, source: "test")
    }

    private func costs(_ bench: Bench, _ basis: CostBasis?) throws -> [Int64?] {
        var costs: [Int64?] = []
        try bench.store.forEachTrial(of: bench.runs[0], pricedBy: basis) {
            costs.append($0.cost?.nanodollars)
        }
        return costs
    }

    @Test func `all attempts cost what the basis says of its day`() async throws {
        let bench = try Bench()
        try await bench.add(1, attempts: [.failure(.serverError, 503), .answer()])
        try await bench.add(2)
        #expect(try costs(bench, nil) == [307_500, 307_500])
        #expect(try costs(bench, Self.basis()) == [615_000, 615_000])
        #expect(try costs(bench, nil) == [307_500, 307_500])
        var answers: [Money?] = []
        try bench.store.forEachAnswer(of: bench.runs[0], pricedBy: Self.basis()) {
            answers.append($0.record.cost)
        }
        #expect(answers == [Money(nanodollars: 615_000), Money(nanodollars: 615_000)])
    }

    @Test func `what the basis does not know is unpriced, never free`() async throws {
        let bench = try Bench()
        try await bench.add(1)
        #expect(try costs(bench, Self.basis(["other"])) == [nil])
        #expect(try costs(bench, Self.basis(day: "2026-12-31")) == [nil])
    }

    @Test func `an attempt that was unpriced gets a price by the model that answered`() async throws
    {
        let prices = PriceTable(entries: ["o/": []])
        let bench = try Bench(prices: prices)
        try await bench.add(1, priceKey: "o/m-2026")
        #expect(try costs(bench, nil) == [nil])
        #expect(try costs(bench, Self.basis(["o/m-2026"])) == [615_000])
    }

    @Test func `a tier keeps its own price`() async throws {
        let bench = try Bench()
        var served = Exchange.answer()
        served.facts.serviceTier = "flex"
        try await bench.add(1, attempts: [served], priceKey: "mini@flex")
        try await bench.add(2)
        #expect(try costs(bench, Self.basis(["mini"])) == [nil, 615_000])
        #expect(try costs(bench, Self.basis(["mini@flex"])) == [615_000, nil])
    }

    @Test func `a stated cost stays what it is`() async throws {
        let bench = try Bench()
        let trial = bench.trial(1)
        let attempt = bench.writer.nextID()
        let closing = AttemptClosing(
            id: attempt,
            exchange: .answer(),
            priceKey: "mini",
            statedCost: Money(nanodollars: 7)
        )
        try await bench.writer.commit([
            trial.opened, trial.attempt(attempt), .attemptClosed(closing), trial.closed(.sample()),
        ])
        #expect(try costs(bench, Self.basis()) == [7])
        var attempts: [AttemptRecord] = []
        try bench.store.forEachAttempt(of: bench.runs[0], pricedBy: Self.basis()) {
            attempts.append($0)
        }
        #expect(attempts.map(\.stated) == [Money(nanodollars: 7)])
        #expect(attempts.map(\.cost) == [Money(nanodollars: 7)])
    }

    @Test func `attempts without a result and the dearest one are costed anew, too`() async throws {
        let bench = try Bench()
        try await bench.add(1, result: nil)
        let run = bench.runs[0]
        let orphans = try bench.store.orphanedAttempts(of: run, pricedBy: Self.basis())
        #expect(orphans.cost == Money(nanodollars: 615_000))
        let dearest = try bench.store.dearestAttempt(of: run, pricedBy: Self.basis())
        #expect(dearest == Money(nanodollars: 615_000))
        let unknown = Self.basis(["other"])
        #expect(try bench.store.dearestAttempt(of: run, pricedBy: unknown) == nil)
    }
}
