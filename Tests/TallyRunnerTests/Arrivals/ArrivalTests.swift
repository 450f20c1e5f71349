import Synchronization
import TallyCore
import TallyRunner
import Testing

/// Documents that come at times of their own are waited for and wait, and their times say so.
struct ArrivalTests {
    private func times(
        _ arrivals: Arrivals,
        count: Int,
        recorded: [Int: Double] = [:],
        seed: UInt64 = 1
    ) -> [Double] {
        var times = ArrivalTimes(arrivals, recorded: recorded, seed: seed)
        return (0..<count).compactMap { index in
            times.next(position: index % 1000, repeatIndex: index / 1000)?.seconds
        }
    }

    @Test func `in a closed loop nothing is due at any time`() {
        #expect(times(.closed, count: 3).isEmpty)
    }

    @Test func `a constant rate has equal distances`() {
        #expect(times(.constant(perSecond: 4), count: 4) == [0, 0.25, 0.5, 0.75])
    }

    @Test func `a Poisson process has exponential distances that the seed decides`() {
        let count = 20_000
        let found = times(.poisson(perSecond: 50), count: count)
        let gaps = zip(found.dropFirst(), found).map { $0 - $1 }
        let mean = gaps.reduce(0, +) / Double(gaps.count)
        let square = gaps.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(gaps.count)
        #expect(gaps.allSatisfy { $0 >= 0 })
        // Of an exponential the standard deviation is the mean; both within four standard errors.
        #expect(abs(mean * 50 - 1) < 4 / Double(count).squareRoot())
        #expect(abs(square.squareRoot() * 50 - 1) < 6 / Double(count).squareRoot())
        let longer = Double(gaps.count { $0 > 0.02 }) / Double(gaps.count)
        #expect(abs(longer - 0.3679) < 0.015)
        #expect(times(.poisson(perSecond: 50), count: 9) == Array(found.prefix(9)))
        #expect(times(.poisson(perSecond: 50), count: 9, seed: 2) != Array(found.prefix(9)))
    }

    @Test func `recorded times begin with the first and are as much faster as asked`() {
        var times = ArrivalTimes(.recorded(speed: 2), recorded: [4: 10, 1: 11, 2: 15], seed: 1)
        let found = [(4, 0), (1, 0), (2, 0), (4, 1), (1, 1)].map {
            times.next(position: $0, repeatIndex: $1)?.seconds
        }
        // The second round comes a mean distance, 2.5 s, after the first: 7.5 s later.
        #expect(found == [0, 0.5, 2.5, 3.75, 4.25])
    }

    @Test func `recorded documents are sent in the order in which they came`() async throws {
        var rig = Rig(cases: 4)
        rig.order = [2, 0, 3, 1]
        rig.change = { plan in
            plan.arrivals = .recorded(speed: 1000)
            plan.recordedTimes = [0: 7, 1: 3, 2: 9, 3: 3]
        }
        let provider = rig.provider { _ in .answer() }
        try await rig.run(provider)
        #expect(provider.texts == ["r3", "r1", "r0", "r2"])
        // Their places in the seeded order stay.
        #expect(rig.ledger.trialOpenings.map(\.place) == [2, 3, 1, 0])
    }

    @Test func `above capacity each waits longer than the one before, from when it was due`()
        async throws
    {
        let (count, service, gap) = (25, 0.02, 0.01)
        var rig = Rig(cases: count)
        rig.change = { $0.arrivals = .constant(perSecond: 1 / gap) }
        let provider = ScriptedProvider(rig.journal, delay: .seconds(service)) { _ in .answer() }
        try await rig.run(provider)
        let results = rig.ledger.results
        #expect(results.count == count)
        for (index, result) in results.enumerated() {
            // It cannot be done before all that came earlier are.
            let least = Double(index + 1) * service - Double(index) * gap
            #expect(result.total.seconds >= least, "\(index)")
            #expect(result.service == .seconds(1), "what the server took stays as it was")
        }
    }

    @Test func `documents come no earlier than they are due`() async throws {
        var rig = Rig(cases: 6)
        rig.change = { $0.arrivals = .constant(perSecond: 50) }
        let start = ContinuousClock.now
        try await rig.run(rig.provider { _ in .answer() }, limit: 4)
        #expect(ContinuousClock.now - start >= .milliseconds(100))
    }

    @Test func `who is stopped while waiting for a document sends it not`() async throws {
        var rig = Rig(cases: 3)
        rig.change = { $0.arrivals = .constant(perSecond: 0.001) }
        let stop = rig.stop
        let provider = rig.provider { _ in
            stop.raise()
            return .answer()
        }
        try await rig.run(provider)
        #expect(provider.texts == ["r0"])
    }

    @Test func `in lockstep no lane sends a document before all have sent the one before`()
        async throws
    {
        var rig = Rig(cases: 8)
        rig.change = { $0.schedule = .lockstep }
        let sent = Mutex<[(lane: Int, text: String)]>([])
        let lanes = [1, 7, 3].enumerated().map { index, delay in
            let provider = ScriptedProvider(rig.journal, delay: .milliseconds(delay)) { request in
                sent.withLock { $0.append((index, request.text)) }
                return .answer()
            }
            var lane = rig.lane(index, provider)
            lane.profile.output = .prompt
            return lane
        }
        try await rig.run(lanes)
        let order = sent.withLock { $0 }
        #expect(order.count == 24)
        for (index, one) in order.enumerated() {
            #expect(one.text == "r\(index / 3)", "answer \(index) of lane \(one.lane)")
        }
    }

    @Test func `a lane that ends holds no other up`() async throws {
        var rig = Rig(cases: 5)
        rig.change = { $0.schedule = .lockstep }
        let refused = rig.provider { _ in .failure(.auth, 401) }
        let well = rig.provider { _ in .answer() }
        let finished = Set([0, 1, 3].map { TrialSlot(position: $0 * 100 + 7, repeatIndex: 0) })
        let rest = rig.provider { _ in .answer() }
        try await rig.run([
            rig.lane(0, refused), rig.lane(1, well), rig.lane(2, rest, finished: finished),
        ])
        #expect(well.texts.count == 5)
        #expect(rest.texts == ["r2", "r4"])
    }

    @Test func `the first documents warm up, and their times count for nothing`() async throws {
        var rig = Rig(cases: 5)
        rig.change = { $0.warmUp = 2 }
        var lane = rig.lane(0, rig.provider { _ in .answer() }, limit: 3)
        lane.profile.output = .prompt
        try await rig.run([lane])
        let marks = rig.ledger.trialClosings.map(\.step.call.isWarmUp)
        #expect(marks.count { $0 } == 2)
        #expect(rig.ledger.results.count == 5)
    }
}
