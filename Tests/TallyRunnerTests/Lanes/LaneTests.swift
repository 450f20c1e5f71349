import TallyCore
import Testing

struct LaneTests {
    @Test(arguments: [(ErrorType.auth, 401), (.auth, 403), (.notFound, 404), (.quota, 429)])
    func `what a person must mend stops the lane and leaves the rest pending`(
        type: ErrorType,
        status: Int
    ) async throws {
        let rig = Rig(cases: 5)
        let provider = rig.provider { $0.number == 1 ? .answer() : .failure(type, status) }
        try await rig.run(provider)
        #expect(provider.texts == ["r0", "r1"])
        #expect(rig.ledger.results.count == 1)
        #expect(rig.ledger.pending == 1)
        #expect(rig.ledger.trialOpenings.count == 2)
        #expect(rig.ledger.stops == ["\(type.rawValue) (\(status)): scripted"])
        #expect(rig.observer.stopReasons == rig.ledger.stops)
    }

    @Test func `a stopped lane leaves the others alone`() async throws {
        let rig = Rig(cases: 5)
        let refused = rig.provider { _ in .failure(.auth, 401) }
        let well = rig.provider { _ in .answer() }
        let durations = try await rig.run([rig.lane(0, refused), rig.lane(1, well)])
        #expect(durations.count == 2)
        #expect(refused.texts.count == 1)
        #expect(well.texts.count == 5)
        #expect(rig.ledger.results.count == 5)
    }

    @Test func `many in flight stop the lane once`() async throws {
        let rig = Rig(cases: 50)
        let provider = rig.provider { _ in .failure(.auth, 401) }
        try await rig.run(provider, limit: 8)
        #expect(provider.texts.count <= 16)
        #expect(rig.ledger.stops.count == 1)
        #expect(rig.ledger.results.isEmpty)
    }

    @Test func `three trials in a row without a connection stop the lane`() async throws {
        let rig = Rig(cases: 6)
        let provider = rig.provider { _ in .failure(.connect) }
        try await rig.run(provider)
        #expect(provider.texts == ["r0", "r0", "r0", "r1", "r1", "r1", "r2", "r2", "r2"])
        #expect(rig.ledger.pending == 3)
        #expect(rig.ledger.stops == ["connect: scripted"])
    }

    @Test func `a certificate that is not trusted is not tried again and stops the lane`()
        async throws
    {
        let rig = Rig(cases: 6)
        let provider = rig.provider { _ in .failure(.tls) }
        try await rig.run(provider)
        #expect(provider.texts == ["r0", "r1", "r2"])
        #expect(rig.ledger.pending == 3)
        #expect(rig.ledger.stops.count == 1)
    }

    @Test(arguments: [(Exchange.answer(), 8), (.failure(.contentFilter, 400), 4)])
    func `an endpoint that answers in between keeps the lane going`(
        between: Exchange,
        parked: Int
    ) async throws {
        let rig = Rig(cases: 5)
        let provider = rig.provider { $0.text == "r2" ? between : .failure(.connect) }
        try await rig.run(provider)
        #expect(Set(provider.texts).count == 5)
        // Said at the end, when all were sent.
        #expect(rig.ledger.stops == ["connect: scripted"])
        // Where a model answered, what an outage left is tried once more.
        #expect(rig.ledger.pending == parked)
    }

    @Test func `a 429 is waited for as long as the policy allows, then the case is parked`()
        async throws
    {
        let rig = Rig(cases: 2)
        let provider = rig.provider {
            $0.text == "r0" ? .failure(.rateLimited, 429, retryAfter: .seconds(100)) : .answer()
        }
        try await rig.run(provider)
        #expect(provider.texts.filter { $0 == "r0" }.count == 7)
        #expect(rig.clock.slept == .seconds(600))
        #expect(rig.ledger.pending == 1)
        #expect(rig.ledger.results.map(\.outcome) == [.answered])
        #expect(rig.ledger.stops == ["rate_limited (429): scripted"])
        #expect(rig.observer.stopReasons == rig.ledger.stops)
    }

    @Test func `a hint longer than the policy allows stops the lane at once`() async throws {
        let rig = Rig(cases: 3)
        let provider = rig.provider { _ in .failure(.rateLimited, 429, retryAfter: .seconds(121)) }
        try await rig.run(provider)
        #expect(provider.texts.count == 1)
        #expect(rig.ledger.pending == 1)
        #expect(rig.ledger.stops == ["rate_limited (429): scripted"])
        #expect(rig.clock.slept == .zero)
    }

    @Test func `many 429 do not use up the attempts of a case`() async throws {
        let rig = Rig(cases: 1)
        let provider = rig.provider {
            $0.attempt <= 40 ? .failure(.rateLimited, 429, retryAfter: .seconds(1)) : .answer()
        }
        try await rig.run(provider)
        #expect(provider.texts.count == 41)
        #expect(rig.ledger.results.map(\.outcome) == [.answered])
    }

    @Test func `three trials in a row without a result stop the lane, whatever the reason`()
        async throws
    {
        let rig = Rig(cases: 6)
        let provider = rig.provider {
            switch $0.text {
            case "r0", "r2": .failure(.connect)
            case "r3": .failure(.tls)
            case "r4": .failure(.rateLimited, 429, retryAfter: .seconds(120))
            default: .answer()
            }
        }
        try await rig.run(provider)
        #expect(Set(provider.texts) == ["r0", "r1", "r2", "r3", "r4"])
        #expect(rig.ledger.pending == 4)
        #expect(rig.ledger.stops == ["rate_limited (429): scripted"])
    }

    @Test func `a case that cannot be read stops the lane, resumable`() async throws {
        var rig = Rig(cases: 5)
        rig.cases.broken = 2
        let provider = rig.provider { _ in .answer() }
        try await rig.run(provider)
        #expect(provider.texts == ["r0", "r1"])
        #expect(rig.ledger.stops == ["Unreadable()"])
        #expect(rig.observer.stopReasons == rig.ledger.stops)
    }

    @Test func `a cancelled request is no result`() async throws {
        let rig = Rig(cases: 1)
        try await rig.run(rig.provider { _ in .failure(.cancelled) })
        #expect(rig.ledger.results.isEmpty)
        #expect(rig.ledger.pending == 1)
    }
}
