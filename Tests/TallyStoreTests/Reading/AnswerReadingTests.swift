import TallyCore
import TallyStore
import Testing

/// What exports and audits read of a run.
struct AnswerReadingTests {
    private func answers(_ bench: Bench, run: Int = 0) throws -> [TrialAnswer] {
        var answers: [TrialAnswer] = []
        try bench.store.forEachAnswer(of: bench.runs[run]) { answers.append($0) }
        return answers
    }

    private func attempts(_ bench: Bench, run: Int = 0) throws -> [AttemptRecord] {
        var attempts: [AttemptRecord] = []
        try bench.store.forEachAttempt(of: bench.runs[run]) { attempts.append($0) }
        return attempts
    }

    @Test func `a trial comes with its truth, its answer and the model that gave it`() async throws
    {
        let bench = try Bench()
        let trial = try await bench.add(1, attempts: [.failure(.serverError, 503), .answer()])
        try await bench.add(2)
        try await bench.add(3, run: 1)
        let found = try answers(bench)
        #expect(found.map(\.record.caseID) == ["case-1", "case-2"])
        #expect(found[0].expected == trial.item.expected)
        #expect(found[0].output == JSONObject([("total", 5), ("tip", nil)]))
        #expect(found[0].locale == "de-DE")
        #expect(found.map(\.attempts) == [2, 1])
        #expect(found[0].returnedModel == "m-2026")
        #expect(found[0].record.cost == Money(nanodollars: 307_500))
        #expect(found[0].record.retries == 1)
    }

    @Test func `a trial that nothing was sent for has no model and no attempt`() async throws {
        let bench = try Bench()
        try await bench.add(1, attempts: [])
        let answer = try #require(try answers(bench).first)
        #expect(answer.attempts == 0 && answer.returnedModel == nil)
    }

    @Test func `a trial without a result is no answer`() async throws {
        let bench = try Bench()
        try await bench.add(1, result: nil)
        #expect(try answers(bench).isEmpty)
    }

    @Test func `every request is read with its day and price, also of trials without a result`()
        async throws
    {
        let bench = try Bench()
        try await bench.add(1, attempts: [.failure(.rateLimited, 429), .answer()])
        try await bench.add(2, attempts: [.answer()], result: nil)
        try await bench.add(3, priceKey: "unknown")
        try await bench.add(3, run: 1)
        let found = try attempts(bench)
        #expect(found.map(\.billing) == [.notBilled, .billed, .billed, .billed])
        #expect(found.map(\.day) == ["2026-11-24", "2026-11-24", "2026-11-24", "2026-11-24"])
        #expect(found.map { $0.price?.input } == [150_000, 150_000, 150_000, nil])
        #expect(found[1].usage?.cachedInput == 500)
        #expect(found[1].returnedModel == "m-2026")
        #expect(found.allSatisfy { $0.isDone })
    }

    @Test func `a request without an outcome is not done`() async throws {
        let bench = try Bench()
        let trial = bench.trial(1)
        try await bench.writer.commit([trial.opened, trial.attempt(bench.writer.nextID())])
        let attempt = try #require(try attempts(bench).first)
        #expect(!attempt.isDone && attempt.usage == nil && attempt.billing == nil)
    }

    @Test func `operations read every request, and each accepted trial with its user`()
        async throws
    {
        let bench = try Bench()
        try await bench.add(1, attempts: [.failure(.rateLimited, 429), .answer()])
        try await bench.add(2, attempts: [.answer()], result: nil)
        try await bench.add(3, run: 1)
        var requests: [StoredRequest] = []
        var documents: [StoredDocument] = []
        try bench.store.forEachRequest(of: bench.runs[0]) { requests.append($0) }
        try bench.store.forEachDocument(of: bench.runs[0]) { documents.append($0) }
        #expect(requests.map(\.error) == [.rateLimited, nil, nil])
        #expect(requests.map(\.cost?.nanodollars) == [0, 307_500, 307_500])
        #expect(requests.allSatisfy { $0.opened == Bench.now && $0.isDone })
        #expect(documents.count == 1)
        let document = try #require(documents.first)
        #expect(document.user == "user" && document.arrival == 1.5 && document.began == Bench.now)
        #expect(document.outcome == .answered && document.tool == "extract")
    }

    @Test func `what nobody knows the bill of counts as spent like the dearest of its run`()
        async throws
    {
        let bench = try Bench()
        try await bench.add(1)
        var cut = Exchange.failure(.truncated, 200)
        cut.billing = .possiblyBilled
        try await bench.add(2, attempts: [cut, .failure(.rateLimited, 429)])
        let usage = try #require(Exchange.answer().usage)
        let spent = try bench.store.spent(of: [bench.runs[0]])
        #expect(spent.cost == Money(nanodollars: 2 * 307_500))
        #expect(spent.tokens == 2 * (usage.prompt + usage.output))
    }
}
