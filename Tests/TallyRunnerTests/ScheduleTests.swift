import TallyCore
import TallyRunner
import Testing

struct ScheduleTests {
    @Test func `cases are sent in the plan's order, one repeat after the other`() async throws {
        var rig = Rig(cases: 4)
        rig.order = [2, 0, 3]
        rig.repeats = 2
        let provider = rig.provider { _ in .answer() }
        try await rig.run(provider)
        #expect(provider.texts == ["r2", "r0", "r3", "r2", "r0", "r3"])
        #expect(rig.ledger.trialOpenings.map(\.repeatIndex) == [0, 0, 0, 1, 1, 1])
        #expect(rig.ledger.trialOpenings.map(\.position) == [207, 7, 307, 207, 7, 307])
    }

    @Test func `all lanes follow the same order`() async throws {
        var rig = Rig(cases: 6)
        rig.order = [5, 1, 4, 0]
        let one = rig.provider { _ in .answer() }
        let other = rig.provider { _ in .answer() }
        try await rig.run([rig.lane(0, one), rig.lane(1, other)])
        #expect(one.texts == ["r5", "r1", "r4", "r0"])
        #expect(other.texts == one.texts)
    }

    @Test func `each lane asks with its own prompt`() async throws {
        let rig = Rig(cases: 1)
        let one = rig.provider { _ in .answer() }
        let other = rig.provider { _ in .answer() }
        var task = Rig.task
        task.system = "Be brief."
        task.template = "<{{text}}>"
        try await rig.run([rig.lane(0, one), rig.lane(1, other, task: task)])
        #expect(one.prompts == [Prompt(system: nil, user: "Read r0")])
        #expect(other.prompts == [Prompt(system: "Be brief.", user: "<r0>")])
        let digests = rig.ledger.trialClosings.map(\.step.inputDigest)
        #expect(Set(digests) == [Digest(of: "Read r0"), Digest(of: "<r0>")])
    }

    @Test func `the first call with a schema goes alone and is marked`() async throws {
        let rig = Rig(cases: 5)
        let provider = rig.provider { request in
            // Were the second sent beside the first, it would be number 2 before the first is done.
            request.number == 1 ? .answer("{\"total\": 1}") : .answer()
        }
        try await rig.run(provider, limit: 4)
        let marks = rig.ledger.trialClosings.map(\.step.call.isWarmUp)
        #expect(marks == [true, false, false, false, false])
        #expect(rig.ledger.results.first?.output?["total"] == 1)
    }

    @Test func `without a schema there is no warm-up`() async throws {
        let rig = Rig(cases: 3)
        let provider = rig.provider { _ in .answer() }
        var lane = rig.lane(0, provider, limit: 3)
        lane.profile.output = .prompt
        try await rig.run([lane])
        #expect(rig.ledger.trialClosings.allSatisfy { !$0.step.call.isWarmUp })
        #expect(provider.mostFlying == 3)
        let local = rig.provider(source: .local) { _ in .answer() }
        try await rig.run(local, limit: 3)
        #expect(rig.ledger.trialClosings.allSatisfy { !$0.step.call.isWarmUp })
    }

    @Test func `what has a result is not sent again`() async throws {
        var rig = Rig(cases: 3)
        rig.repeats = 2
        let provider = rig.provider { _ in .answer() }
        let finished: Set = [
            TrialSlot(position: 7, repeatIndex: 0), TrialSlot(position: 207, repeatIndex: 1),
        ]
        try await rig.run(provider, finished: finished)
        #expect(provider.texts == ["r1", "r2", "r0", "r1"])
    }

    @Test func `nothing left to do sends nothing`() async throws {
        let rig = Rig(cases: 1)
        let provider = rig.provider { _ in .answer() }
        try await rig.run(provider, finished: [TrialSlot(position: 7, repeatIndex: 0)])
        #expect(provider.texts.isEmpty)
        #expect(rig.ledger.commits.isEmpty)
    }

    @Test(arguments: [1, 3, 8])
    func `the limit in flight is reached and never exceeded`(limit: Int) async throws {
        let rig = Rig(cases: 200)
        let provider = rig.provider { $0.number % 7 == 0 ? .failure(.timeout) : .answer() }
        try await rig.run(provider, limit: limit)
        #expect(provider.mostFlying == limit)
        #expect(rig.ledger.results.count == 200)
    }

    @Test func `every trial is opened and closed once`() async throws {
        var rig = Rig(cases: 100)
        rig.repeats = 2
        try await rig.run(rig.provider { _ in .answer() }, limit: 16)
        let opened = rig.ledger.trialOpenings
        #expect(opened.count == 200)
        #expect(Set(opened.map { "\($0.position)/\($0.repeatIndex)" }).count == 200)
        #expect(Set(opened.map(\.id)) == Set(rig.ledger.trialClosings.map(\.id)))
        let steps = rig.ledger.trialClosings.flatMap { [$0.step.id, $0.step.call.id] }
        let rows = opened.map(\.id) + steps + rig.ledger.attemptOpenings.map(\.id)
        #expect(Set(rows).count == rows.count)
    }

    @Test func `a stop lets what is in flight end and sends nothing new`() async throws {
        let rig = Rig(cases: 100)
        let stop = rig.stop
        let provider = rig.provider { request in
            if request.number == 10 { stop.raise() }
            return .answer()
        }
        try await rig.run(provider, limit: 4)
        #expect((10...13).contains(provider.texts.count))
        #expect(rig.ledger.results.count == provider.texts.count)
        #expect(rig.ledger.attemptClosings.count == provider.texts.count)
    }

    @Test func `a stop during a wait ends the wait and leaves the trial pending`() async throws {
        let rig = Rig(cases: 3)
        let stop = rig.stop
        let provider = rig.provider { _ in
            stop.raise()
            return .failure(.serverError, 503)
        }
        try await rig.run(provider)
        #expect(provider.texts == ["r0"])
        #expect(rig.ledger.pending == 1)
        #expect(rig.ledger.attemptClosings.count == 1)
        #expect(rig.clock.slept == .zero)
    }

    @Test func `what is parked after a stop is no reason to stop the lane`() async throws {
        let rig = Rig(cases: 20)
        let stop = rig.stop
        let provider = rig.provider { _ in
            stop.raise()
            return .failure(.connect)
        }
        try await rig.run(provider, limit: 5)
        #expect(rig.ledger.pending == provider.texts.count)
        #expect(rig.ledger.stops.isEmpty)
    }

    @Test func `only the first raise of a stop is the first`() {
        let stop = StopSignal()
        #expect(!stop.isRaised)
        #expect(stop.raise())
        #expect(!stop.raise())
        #expect(stop.isRaised)
    }

    @Test(arguments: 0..<7)
    func `a ledger that cannot be written ends the run and nothing more is sent`(commits: Int) async
    {
        let rig = Rig(cases: 20, failingAfter: commits)
        let provider = rig.provider { _ in .answer() }
        await #expect(throws: RecordingLedger.Failure()) { try await rig.run(provider) }
        // Two commits a trial; a request leaves only after its own.
        #expect(provider.texts.count == (commits + 1) / 2)
        #expect(rig.observer.trials.count == commits / 2)
        #expect(rig.stop.isRaised)
    }

    @Test func `a ledger's failure in one lane stops the other lanes too`() async {
        let rig = Rig(cases: 200, failingAfter: 20)
        let one = rig.provider { _ in .answer() }
        let other = rig.provider { _ in .answer() }
        await #expect(throws: RecordingLedger.Failure()) {
            try await rig.run([rig.lane(0, one, limit: 4), rig.lane(1, other, limit: 4)])
        }
        #expect(one.texts.count + other.texts.count <= 20)
    }
}
