import TallyCore
import TallyRunner
import Testing

struct AttemptTests {
    @Test func `a retry that succeeds leaves both attempts and one result`() async throws {
        let rig = Rig(cases: 1)
        let provider = rig.provider { $0.attempt == 1 ? .failure(.serverError, 503) : .answer() }
        try await rig.run(provider)
        #expect(rig.ledger.attemptOpenings.map(\.number) == [1, 2])
        #expect(Set(rig.ledger.attemptOpenings.map(\.call)).count == 1)
        #expect(rig.ledger.attemptClosings.map(\.id) == rig.ledger.attemptOpenings.map(\.id))
        #expect(rig.ledger.attemptClosings.map(\.exchange.status) == [503, 200])
        #expect(rig.ledger.results.map(\.outcome) == [.answered])
    }

    @Test func `the result has the last attempt's times, waits apart`() async throws {
        let rig = Rig(cases: 1)
        let provider = rig.provider { $0.attempt == 1 ? .failure(.serverError, 503) : .answer() }
        try await rig.run(provider)
        let result = try #require(rig.ledger.results.first)
        #expect(result.service == .seconds(1))
        #expect(result.timeToFirstToken == .milliseconds(250))
        #expect(!result.isCensored)
        #expect(rig.clock.slept > .milliseconds(370) && rig.clock.slept <= .milliseconds(500))
    }

    @Test func `an attempt is committed before its request leaves`() async throws {
        let rig = Rig(cases: 40)
        let provider = rig.provider {
            $0.attempt == 1 && $0.text.hasSuffix("3") ? .failure(.timeout) : .answer()
        }
        try await rig.run(provider, limit: 8)
        let entries = rig.journal.entries
        let sent = entries.indices.filter { if case .sent = entries[$0] { true } else { false } }
        #expect(sent.count == 44)
        for index in sent {
            guard case .sent(let identifier) = entries[index] else { continue }
            #expect(entries[..<index].contains(.attemptCommitted(identifier)))
        }
    }

    @Test func `a trial is committed before it is reported`() async throws {
        let rig = Rig(cases: 20)
        try await rig.run(rig.provider { _ in .answer() }, limit: 4)
        var committed = 0
        var reported = 0
        for entry in rig.journal.entries {
            if case .trialCommitted = entry { committed += 1 }
            if case .trialReported = entry { reported += 1 }
            #expect(reported <= committed)
        }
        #expect(reported == 20)
    }

    @Test func `a trial's rows open in the commit of its first attempt`() async throws {
        let rig = Rig(cases: 1)
        try await rig.run(rig.provider { _ in .answer() })
        let first = try #require(rig.ledger.commits.first)
        guard case .trialOpened(let trial) = first[0], case .attemptOpened(let attempt) = first[1]
        else {
            Issue.record("another order")
            return
        }
        #expect(trial.id == attempt.trial)
        #expect(trial.position == 7)
        #expect(attempt.priceKey == "m")
    }

    @Test func `five server errors are an infrastructure failure without a score`() async throws {
        let rig = Rig(cases: 2)
        let provider = rig.provider { $0.text == "r0" ? .failure(.serverError, 500) : .answer() }
        try await rig.run(provider)
        #expect(provider.texts == ["r0", "r0", "r0", "r0", "r0", "r1"])
        let results = rig.ledger.results
        #expect(results.map(\.outcome) == [.infrastructureFailure(.serverError), .answered])
        #expect(results[0].score == nil)
        #expect(results[0].service == nil)
        #expect(rig.ledger.stops.isEmpty)
    }

    @Test func `a request that is wrong in itself is sent once`() async throws {
        let rig = Rig(cases: 2)
        let provider = rig.provider { $0.text == "r0" ? .answer() : .failure(.badRequest, 400) }
        try await rig.run(provider, limit: 1)
        #expect(provider.texts == ["r0", "r1"])
        let outcomes = rig.ledger.results.map(\.outcome)
        #expect(outcomes == [.answered, .infrastructureFailure(.badRequest)])
    }

    @Test func `requests refused from the first on leave no results and stop the lane`()
        async throws
    {
        let rig = Rig(cases: 9)
        let provider = rig.provider { _ in .failure(.badRequest, 400) }
        try await rig.run(provider, limit: 1)
        #expect(provider.texts == ["r0", "r1", "r2"])
        #expect(rig.ledger.results.isEmpty)
        #expect(rig.ledger.stops == ["bad_request (400): scripted"])
    }

    @Test func `a time-out leaves a service time that is a lower bound`() async throws {
        let rig = Rig(cases: 1)
        try await rig.run(rig.provider { _ in .failure(.timeout) })
        let result = try #require(rig.ledger.results.first)
        #expect(result.outcome == .infrastructureFailure(.timeout))
        #expect(result.isCensored)
        #expect(result.service == .seconds(3))
    }

    @Test func `a cut stream is sent again, and is the infrastructure's when it stays cut`()
        async throws
    {
        let rig = Rig(cases: 1)
        let provider = rig.provider { _ in .failure(.truncated, 200, shouldRetry: true) }
        try await rig.run(provider)
        #expect(provider.texts.count == 5)
        #expect(rig.ledger.results.map(\.outcome) == [.infrastructureFailure(.truncated)])
    }

    @Test func `an observer hears of every attempt what it cost`() async throws {
        let rig = Rig(cases: 1)
        let provider = rig.provider { $0.attempt == 1 ? .failure(.serverError, 503) : .answer() }
        try await rig.run(provider)
        #expect(rig.observer.attemptsStarted == 2)
        #expect(rig.observer.attempts.map(\.error) == [.serverError, nil])
        // 10 tokens at 1000 and 5 at 2000 nano-dollars each.
        #expect(rig.observer.attempts.map(\.cost) == [.zero, Money(nanodollars: 20_000)])
    }

    @Test func `a trace tells of every request, by the rows' own identifiers`() async throws {
        let rig = Rig(cases: 2)
        let provider = rig.provider { $0.attempt == 1 ? .failure(.serverError, 503) : .answer() }
        try await rig.run(provider)
        let traces = rig.observer.traces
        let trials = rig.ledger.commits.flatMap { $0 }.compactMap { entry in
            if case .trialOpened(let opening) = entry { opening } else { nil }
        }
        #expect(
            traces.map(\.id) == trials.map(\.ulid) && traces.map(\.caseID) == trials.map(\.item.id)
        )
        let attempts = traces.flatMap(\.calls).flatMap(\.attempts)
        #expect(attempts.map(\.id) == rig.ledger.attemptOpenings.map(\.ulid))
        #expect(attempts.map(\.status) == [503, 200, 503, 200])
        #expect(attempts.map(\.report.error) == [.serverError, nil, .serverError, nil])
        #expect(traces.map(\.outcome) == [.answered, .answered])
    }

    @Test func `a trial that is to be done again is traced without an outcome`() async throws {
        let rig = Rig(cases: 1)
        try await rig.run(rig.provider { _ in .failure(.auth, 401) })
        let trace = try #require(rig.observer.traces.first)
        #expect(trace.outcome == nil && trace.calls.map(\.error) == [.auth])
        #expect(rig.observer.trials.isEmpty)
    }

    @Test func `a batch that is held back by a stop leaves no attempt`() async throws {
        let rig = Rig(cases: 20)
        let stop = rig.stop
        let provider = rig.provider(source: .batch) { _ in
            stop.raise()
            return .failure(.cancelled)
        }
        try await rig.run(provider)
        #expect(rig.ledger.attemptOpenings.isEmpty)
        #expect(rig.ledger.results.isEmpty && rig.ledger.stops.isEmpty)
    }

    @Test func `a batch that cannot be noted stops the lane and says why`() async throws {
        let rig = Rig(cases: 20)
        let provider = rig.provider(source: .batch) { _ in .failure(.cancelled) }
        try await rig.run(provider)
        #expect(rig.ledger.stops == ["cancelled: scripted"])
        #expect(rig.ledger.results.isEmpty)
        #expect(rig.ledger.pending == 3)
    }
}
