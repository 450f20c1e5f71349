import TallyCore
import TallyStore
import Testing

struct TrialFoldTests {
    @Test func `one attempt's usage, cost and savings are the trial's`() async throws {
        let bench = try Bench()
        try await bench.add(1)
        let record = try #require(try bench.records().first)
        #expect(record.usage == Usage(input: 1000, cachedInput: 500, output: 200, reasoning: 50))
        #expect(record.cost == Money(nanodollars: 307_500))
        #expect(record.wasted == .zero)
        #expect(record.saved == Money(nanodollars: 37_500))
        #expect(record.unpricedAttempts == 0)
        #expect(record.retries == 0)
    }

    @Test func `a billed failure before the answer is wasted and counted`() async throws {
        let bench = try Bench()
        let cut = Exchange.failure(
            .truncated,
            200,
            .billed,
            usage: Usage(input: 1000, isEstimated: true)
        )
        let limited = Exchange.failure(.rateLimited, 429)
        try await bench.add(1, attempts: [cut, limited, .answer()])
        let record = try #require(try bench.records().first)
        #expect(record.cost == Money(nanodollars: 457_500))
        #expect(record.wasted == Money(nanodollars: 150_000))
        #expect(record.usage.input == 2000)
        #expect(record.usage.isEstimated)
        #expect(record.retries == 2)
        #expect(record.rateLimited == 1)
    }

    @Test func `what may have been billed stands apart from the cost`() async throws {
        let bench = try Bench()
        let filtered = Exchange.failure(
            .contentFilter,
            400,
            .possiblyBilled,
            usage: Usage(input: 1000, isEstimated: true)
        )
        try await bench.add(1, attempts: [filtered, .answer()])
        let record = try #require(try bench.records().first)
        #expect(record.cost == Money(nanodollars: 307_500))
        #expect(record.possible == Money(nanodollars: 150_000))
        #expect(record.wasted == .zero)
    }

    @Test func `one attempt without a price leaves the trial unpriced`() async throws {
        let bench = try Bench()
        let usage = Usage(input: 1, cacheWrite: 1)
        try await bench.add(
            1,
            attempts: [.failure(.serverError, 500, .billed, usage: usage), .answer()]
        )
        try await bench.add(2, priceKey: nil)
        try await bench.add(3, priceKey: "unknown")
        let records = try bench.records()
        #expect(records.map(\.cost) == [nil, nil, nil])
        #expect(records.map(\.unpricedAttempts) == [1, 1, 1])
        #expect(records.map(\.saved) == [nil, nil, nil])
    }

    @Test func `an attempt before the first price is unpriced`() async throws {
        let bench = try Bench()
        let trial = bench.trial(1)
        let attempt = bench.writer.nextID()
        let early = Moment(milliseconds: 1_767_225_600_000 - 1)  // the last millisecond of 2025
        try await bench.writer.commit([
            trial.opened, trial.attempt(attempt, opened: early),
            .attemptClosed(AttemptClosing(id: attempt, exchange: .answer(), priceKey: "mini")),
            trial.closed(.sample()),
        ])
        #expect(try bench.records().map(\.cost) == [nil])
    }

    @Test func `a failure that is not billed costs nothing and is not unpriced`() async throws {
        let bench = try Bench()
        try await bench.add(1, attempts: [.failure(.serverError, 500)], priceKey: nil)
        #expect(try bench.records().map(\.cost) == [.zero])
    }

    @Test func `a trial without attempts costs nothing`() async throws {
        let bench = try Bench()
        try await bench.add(1, attempts: [])
        let record = try #require(try bench.records().first)
        #expect(record.cost == .zero)
        #expect(record.retries == 0)
        #expect(record.usage == .zero)
    }

    @Test func `attempts of different trials do not mix`() async throws {
        let bench = try Bench()
        for number in 1...20 {
            let failures = [Exchange](repeating: .failure(.serverError, 500), count: number % 3)
            let usage = Usage(input: number)
            try await bench.add(number, attempts: failures + [.answer(usage)])
        }
        let records = try bench.records()
        #expect(records.map(\.usage.input) == Array(1...20))
        #expect(records.map(\.retries) == (1...20).map { $0 % 3 })
    }

    @Test func `a case, an outcome and a score read back as they were written`() async throws {
        let bench = try Bench()
        try await bench.add(7, repeatIndex: 1, result: .sample(repairs: ["code_fence", "comment"]))
        let record = try #require(try bench.records().first)
        #expect(record.caseID == "case-7")
        #expect(record.position == 70)
        #expect(record.repeatIndex == 1)
        #expect(record.group == "group-1")
        #expect(record.weight == 2.5)
        #expect(record.outcome == .answered)
        #expect(record.score == .sample())
        #expect(record.repairs == ["code_fence", "comment"])
        #expect(!record.isRawValid)
        #expect(record.service == 2.5)
        #expect(record.timeToFirstToken == 0.25)
        #expect(record.source == .wire)
    }

    @Test(arguments: [
        TrialOutcome.answered, .modelFailure(.truncated), .infrastructureFailure(.truncated),
        .modelFailure(.invalidJSON), .infrastructureFailure(.timeout),
    ])
    func `an outcome reads back as it was`(outcome: TrialOutcome) async throws {
        let bench = try Bench()
        let score: TrialScore? = outcome.isScored ? .sample() : nil
        try await bench.add(1, result: .sample(outcome, output: nil, score: score))
        let record = try #require(try bench.records().first)
        #expect(record.outcome == outcome)
        #expect((record.score != nil) == outcome.isScored)
    }

    @Test func `what was sent for trials without a result is orphaned`() async throws {
        let bench = try Bench()
        try await bench.add(1, attempts: [.answer(), .failure(.rateLimited, 429)], result: nil)
        try await bench.add(2, priceKey: nil, result: nil)
        try await bench.add(3)
        #expect(try bench.records().map(\.caseID) == ["case-3"])
        let orphans = try bench.store.orphanedAttempts(of: bench.runs[0])
        #expect(orphans.attempts == 3)
        #expect(orphans.unknown == 0)
        #expect(orphans.cost == Money(nanodollars: 307_500))
        #expect(orphans.unpriced == 1)
        #expect(orphans.usage.input == 2000)
    }

    @Test func `the dearest attempt is found among all that were billed`()
        async throws
    {
        let bench = try Bench()
        #expect(try bench.store.dearestAttempt(of: bench.runs[0]) == nil)
        try await bench.add(1)
        let cut = Exchange.failure(
            .truncated,
            200,
            .billed,
            usage: Usage(input: 10_000, isEstimated: true)
        )
        let doubtful = Exchange.failure(
            .timeout,
            200,
            .possiblyBilled,
            usage: Usage(input: 90_000, isEstimated: true)
        )
        let free = Exchange.failure(.serverError, 500)
        try await bench.add(2, attempts: [cut, free, doubtful], result: nil)
        let dearest = try bench.store.dearestAttempt(of: bench.runs[0])
        #expect(dearest == Money(nanodollars: 1_500_000))
        #expect(try bench.store.requests(of: bench.runs[0]) == 4)
    }

    @Test func `models are counted by accepted answers alone`()
        async throws
    {
        let bench = try Bench()
        var other = Exchange.answer()
        other.facts.model = "other-2026"
        var failed = Exchange.failure(.serverError, 503)
        failed.facts.model = "never"
        try await bench.add(1, attempts: [failed, other])
        try await bench.add(2, attempts: [other])
        try await bench.add(3, attempts: [other], result: nil)
        #expect(try bench.store.servers(of: bench.runs[0]).models == ["other-2026": 2])
    }
}
