import Synchronization
import TallyCore
import TallyRunner
import Testing

/// An endpoint that was there and goes away: the lane waits for it, and loses no case to it.
struct CircuitTests {
    @Test(arguments: [ErrorType.connect, .serverError, .timeout])
    func `an outage is waited for, and the run goes on after it`(type: ErrorType) async throws {
        let rig = Rig(cases: 12)
        // Three trials fail, so does the first probe; the second is answered.
        let attempts = type == .connect ? 3 : 5
        let outage = 2..<2 + 4 * attempts
        let provider = rig.provider { request in
            outage.contains(request.number) ? .failure(type, 503) : .answer()
        }
        try await rig.run(provider)
        #expect(rig.observer.remarks.count == 2)
        #expect(rig.observer.remarks.first?.hasSuffix("next try in 15 s") == true)
        #expect(rig.observer.remarks.last?.hasSuffix("next try in 30 s") == true)
        #expect(rig.clock.slept > .seconds(45))
        // What failed while the circuit was open is the endpoint's, not the case's.
        let failures = rig.ledger.results.count { $0.score == nil }
        #expect(failures == (type == .connect ? 0 : 3))
        #expect(rig.ledger.pending == (type == .connect ? 4 : 1))
        // What was left pending is sent once more when the others are done.
        #expect(rig.ledger.results.count { $0.outcome == .answered } == 12 - failures)
        #expect(rig.observer.stopReasons.isEmpty)
    }

    @Test func `an outage that lasts ends the lane after four probes, resumable`() async throws {
        let rig = Rig(cases: 100)
        let provider = rig.provider { $0.number == 1 ? .answer() : .failure(.serverError, 502) }
        try await rig.run(provider)
        #expect(rig.ledger.stops == ["circuit open, server_error (502): scripted"])
        #expect(rig.observer.remarks.count == 4)
        #expect(rig.ledger.results.count == 4)
        #expect(rig.ledger.pending == 4)
        #expect(rig.clock.slept > .seconds(15 + 30 + 60 + 120))
    }

    @Test func `an endpoint that never answered is not waited for`() async throws {
        let rig = Rig(cases: 100)
        let provider = rig.provider { _ in .failure(.serverError, 500) }
        try await rig.run(provider)
        #expect(rig.observer.remarks.isEmpty)
        #expect(rig.ledger.stops == ["server_error (500): scripted"])
        #expect(rig.ledger.results.count == 3)
    }

    @Test func `a machine that may open no more files ends the lane without a wait, resumable`()
        async throws
    {
        let rig = Rig(cases: 100)
        let provider = rig.provider {
            $0.number == 1 ? .answer() : .failure(.connect, isLocal: true)
        }
        try await rig.run(provider)
        #expect(rig.ledger.stops == ["connect: scripted"])
        #expect(rig.observer.remarks.isEmpty)
        #expect(rig.ledger.results.count == 1)
        #expect(rig.ledger.pending == 3)
    }

    @Test func `a probe goes alone`() async throws {
        let rig = Rig(cases: 60)
        let isPaused = Mutex(false)
        let probes = Mutex<[String]>([])
        rig.observer.onRemark { isPaused.withLock { $0 = true } }
        let provider = rig.provider { request in
            if isPaused.withLock({ $0 }) { probes.withLock { $0.append(request.text) } }
            return request.number < 9 ? .answer() : .failure(.connect)
        }
        try await rig.run(provider, limit: 8)
        let sent = probes.withLock { $0 }
        #expect(rig.observer.remarks.count == 4)
        // Four probes, each with the three attempts of a trial that finds no connection.
        #expect(sent.count == 12)
        for start in stride(from: 0, to: sent.count, by: 3) {
            #expect(Set(sent[start..<start + 3]).count == 1)
        }
    }

    @Test func `a case that always fails between others that do not opens nothing`() async throws {
        let rig = Rig(cases: 30)
        let provider = rig.provider { request in
            Int(request.text.dropFirst())?.isMultiple(of: 3) == true
                ? .failure(.timeout) : .answer()
        }
        try await rig.run(provider)
        #expect(rig.observer.remarks.isEmpty)
        #expect(rig.ledger.results.count == 30)
    }

    @Test func `a stop ends the wait for an outage`() async throws {
        let rig = Rig(cases: 30)
        let stop = rig.stop
        rig.observer.onRemark { stop.raise() }
        let provider = rig.provider { $0.number == 1 ? .answer() : .failure(.serverError, 502) }
        try await rig.run(provider)
        #expect(rig.clock.slept < .seconds(60))
        #expect(rig.ledger.stops.isEmpty)
    }
}
