import TallyCore
import TallyRunner
import Testing

/// What a deployment may be asked a minute, and what a lane may have in flight.
struct LimitTests {
    @Test func `requests keep within what a deployment allows a minute`() async throws {
        let rig = Rig(cases: 40)
        let provider = rig.provider { _ in .answer() }
        var lane = rig.lane(0, provider)
        lane.profile.limits = RateLimits(requestsPerMinute: 60)
        try await rig.run([lane])
        #expect(provider.texts.count == 40)
        // Ten seconds' worth goes at once, the rest one a second.
        #expect(abs(rig.clock.slept.seconds - 30) < 0.5)
    }

    @Test func `lanes on one deployment share its limit, and the stricter word holds`()
        async throws
    {
        let rig = Rig(cases: 20)
        let one = rig.provider { _ in .answer() }
        let other = rig.provider { _ in .answer() }
        var lanes = [rig.lane(0, one), rig.lane(1, other)]
        lanes[0].profile.limits = RateLimits(requestsPerMinute: 6000)
        lanes[1].profile.limits = RateLimits(requestsPerMinute: 60)
        try await rig.run(lanes)
        #expect(rig.clock.slept >= .seconds(29))
    }

    @Test func `lanes on different deployments do not wait for each other`() async throws {
        let rig = Rig(cases: 10)
        let one = rig.provider { _ in .answer() }
        let other = rig.provider { _ in .answer() }
        var lanes = [rig.lane(0, one), rig.lane(1, other)]
        for index in lanes.indices {
            lanes[index].profile.limits = RateLimits(requestsPerMinute: 60)
        }
        lanes[1].profile.model = "another"
        try await rig.run(lanes)
        #expect(rig.clock.slept == .zero)
    }

    @Test(arguments: [(nil, 15), (1000, 1000)] as [(Int?, Int)])
    func `tokens count as used, or in full where the answer's maximum is stated`(
        maximum: Int?,
        counted: Int
    ) async throws {
        let rig = Rig(cases: 100)
        let provider = rig.provider { _ in .answer() }
        var lane = rig.lane(0, provider)
        lane.profile.limits = RateLimits(tokensPerMinute: 6000)
        if let maximum { lane.profile.parameters["max_tokens"] = .number(maximum) }
        try await rig.run([lane])
        // 1,000 tokens flow in at once and 100 a second; an answer uses 15.
        let expected = Double(max(0, 100 * counted - 1000)) / 100
        #expect(abs(rig.clock.slept.seconds - expected) < 15)
    }

    @Test func `a wait for the limit is no part of the service time and ends with a stop`()
        async throws
    {
        let rig = Rig(cases: 30)
        let stop = rig.stop
        let provider = rig.provider { request in
            if request.number == 10 { stop.raise() }
            return .answer()
        }
        var lane = rig.lane(0, provider)
        lane.profile.limits = RateLimits(requestsPerMinute: 60)
        try await rig.run([lane])
        #expect(provider.texts.count == 10)
        #expect(rig.ledger.results.allSatisfy { $0.service == .seconds(1) })
        #expect(rig.ledger.pending == 0)
    }

    @Test func `an adaptive lane sends more as it is answered, and says so`() async throws {
        let rig = Rig(cases: 200)
        let provider = rig.provider { _ in .answer() }
        var lane = rig.lane(0, provider)
        lane.profile.concurrency = Concurrency(start: 4, range: 2...16)
        lane.profile.output = .prompt
        try await rig.run([lane])
        #expect(rig.observer.limits == [8, 16])
        #expect(provider.mostFlying == 16)
        #expect(rig.ledger.results.count == 200)
    }

    @Test func `an adaptive lane sends less once it is refused for its rate`() async throws {
        let rig = Rig(cases: 60)
        let provider = rig.provider { request in
            request.number == 1 ? .failure(.rateLimited, 429, retryAfter: .seconds(1)) : .answer()
        }
        var lane = rig.lane(0, provider)
        lane.profile.concurrency = Concurrency(start: 10, range: 2...16)
        try await rig.run([lane])
        #expect(rig.observer.limits.first == 8)
        #expect(rig.ledger.results.count == 60)
    }

    @Test func `a lane that is to be alone starts when the others have ended`() async throws {
        let rig = Rig(cases: 3)
        let first = rig.provider { _ in .answer() }
        let second = rig.provider { _ in .answer() }
        let third = rig.provider { _ in .answer() }
        var lanes = [rig.lane(0, first), rig.lane(1, second), rig.lane(2, third)]
        lanes[0].profile.isolation = .sequential
        lanes[1].profile.isolation = .sequential
        try await rig.run(lanes)
        let runs = rig.ledger.trialOpenings.map(\.run)
        #expect(runs == [102, 102, 102, 100, 100, 100, 101, 101, 101])
    }
}
