import TallyCore
import TallyRunner
import Testing

/// A lane that asks its cheap profile first and a strong one in doubt.
struct CascadeRunTests {
    private static let bad = "{\"total\": 5.00} and so on"
    private static let rule = EscalationRule.checks([.schemaValid])

    private func lane(
        _ rig: Rig,
        _ cheap: ScriptedProvider,
        _ strong: ScriptedProvider,
        voter: ScriptedProvider? = nil,
        rule: EscalationRule = CascadeRunTests.rule,
        escalatesErrors: Bool = true
    ) -> RunPlan.Lane {
        func target(_ name: String, _ provider: ScriptedProvider) -> Escalation.Target {
            var profile = Profile(name: name, provider: .openai, model: name)
            profile.priceKey = name
            return Escalation.Target(profile: profile, provider: provider)
        }
        var lane = rig.lane(0, cheap)
        lane.escalation = Escalation(
            strong: target("strong", strong),
            voter: voter.map { target("voter", $0) },
            rule: rule,
            escalatesErrors: escalatesErrors
        )
        return lane
    }

    @Test func `a second call goes to the strong profile exactly when the first is in doubt`()
        async throws
    {
        let rig = Rig(cases: 4)
        let cheap = rig.provider { $0.text == "r2" ? .answer("{\"sum\": 1}") : .answer() }
        let strong = rig.provider { _ in .answer() }
        try await rig.run([lane(rig, cheap, strong)])
        #expect(cheap.texts == ["r0", "r1", "r2", "r3"])
        #expect(strong.texts == ["r2"])
        #expect(rig.ledger.attemptOpenings.map(\.priceKey) == ["m", "m", "m", "strong", "m"])
        #expect(
            rig.ledger.attemptOpenings.map(\.profile?.isEmpty) == Array(repeating: false, count: 5)
        )
        let steps = rig.ledger.trialClosings.map(\.step)
        #expect(steps.map(\.call.role) == [.answer, .answer, .escalation, .answer])
        #expect(steps[2].call.reason == "not schema_valid")
        #expect(steps[2].others.map(\.call.role) == [.answer])
        #expect(rig.ledger.results.map(\.outcome) == Array(repeating: .answered, count: 4))
    }

    @Test func `what was paid for the first call is committed before the second leaves`()
        async throws
    {
        let rig = Rig(cases: 1)
        let cheap = rig.provider { _ in .answer("no JSON") }
        let strong = rig.provider { _ in .answer() }
        try await rig.run([lane(rig, cheap, strong)])
        let commits = rig.ledger.commits
        let second = try #require(
            commits.firstIndex { commit in
                commit.contains {
                    if case .attemptOpened(let opening) = $0 {
                        opening.profile == "strong"
                    } else {
                        false
                    }
                }
            }
        )
        guard case .attemptClosed = commits[second][0] else {
            Issue.record("the first call's outcome came later")
            return
        }
    }

    @Test func `a threshold holds the signal against itself, and tells both`() async throws {
        let rig = Rig(cases: 2)
        let cheap = rig.provider { request in
            var exchange = Exchange.answer()
            let logprob = request.text == "r0" ? -0.5 : -0.01
            exchange.result = .success(
                Completion(text: "{\"total\": 5.00}", finish: .stop, meanLogprob: logprob)
            )
            return exchange
        }
        let strong = rig.provider { _ in .answer() }
        let rule = EscalationRule.threshold(.meanLogprob, -0.1)
        try await rig.run([lane(rig, cheap, strong, rule: rule)])
        #expect(strong.texts == ["r0"])
        let steps = rig.ledger.trialClosings.map(\.step)
        #expect(steps[0].call.reason == "mean_logprob -0.5 < -0.1")
        #expect(steps[0].others.first?.call.signal == -0.5)
        #expect(steps[0].others.first?.result.meanLogprob == -0.5)
        #expect(steps[1].call.signal == -0.01 && steps[1].others.isEmpty)
    }

    @Test func `a signal that is not known is a doubt`() async throws {
        let rig = Rig(cases: 1)
        let strong = rig.provider { _ in .answer() }
        let rule = EscalationRule.threshold(.meanLogprob, -5)
        try await rig.run([lane(rig, rig.provider { _ in .answer() }, strong, rule: rule)])
        #expect(strong.texts == ["r0"])
        #expect(rig.ledger.trialClosings[0].step.call.reason == "mean_logprob unknown")
    }

    @Test func `two cheap answers that agree are kept, by the field's own comparator`()
        async throws
    {
        let rig = Rig(cases: 2)
        let cheap = rig.provider { _ in .answer() }
        let voter = rig.provider {
            .answer($0.text == "r0" ? "{\"total\": \"5\"}" : "{\"total\": 6}")
        }
        let strong = rig.provider { _ in .answer() }
        let rule = EscalationRule.threshold(.agreement, 1)
        try await rig.run([lane(rig, cheap, strong, voter: voter, rule: rule)])
        #expect(voter.texts == ["r0", "r1"])
        #expect(strong.texts == ["r1"])
        let steps = rig.ledger.trialClosings.map(\.step)
        #expect(steps[0].call.role == .answer && steps[0].others.map(\.call.role) == [.vote])
        #expect(steps[1].others.map(\.call.role) == [.answer, .vote])
        #expect(steps[1].call.reason == "agreement 0.0 < 1.0")
    }

    @Test(arguments: [true, false])
    func `a first call that fails for good is handed over, if that is wished`(wished: Bool)
        async throws
    {
        let rig = Rig(cases: 2)
        let cheap = rig.provider { $0.text == "r1" ? .failure(.serverError, 500) : .answer() }
        let strong = rig.provider { _ in .answer() }
        try await rig.run([lane(rig, cheap, strong, escalatesErrors: wished)])
        #expect(strong.texts == (wished ? ["r1"] : []))
        let second: TrialOutcome = wished ? .answered : .infrastructureFailure(.serverError)
        #expect(rig.ledger.results.map(\.outcome) == [.answered, second])
    }

    @Test func `a wrong key of the strong profile stops the lane and names it`() async throws {
        let rig = Rig(cases: 5)
        let cheap = rig.provider { $0.text == "r1" ? .answer("no JSON") : .answer() }
        let strong = rig.provider { _ in .failure(.auth, 401) }
        try await rig.run([lane(rig, cheap, strong)])
        #expect(rig.ledger.pending == 1)
        #expect(cheap.texts == ["r0", "r1"])
        #expect(rig.ledger.stops.first?.hasPrefix("strong: ") == true)
    }

    @Test func `an outage of the strong profile parks what needs it, and nothing else`()
        async throws
    {
        let rig = Rig(cases: 12)
        let cheap = rig.provider { request in
            ["r2", "r3", "r4", "r5"].contains(request.text) ? .answer("no JSON") : .answer()
        }
        // Its answer to r2 makes it known; then it is down until the probes have come.
        let strong = rig.provider { request in
            (2...17).contains(request.number) ? .failure(.serverError, 503) : .answer()
        }
        try await rig.run([lane(rig, cheap, strong)])
        let answered = rig.ledger.results.filter { $0.outcome == .answered }.count
        #expect(answered >= 9)
        #expect(rig.ledger.results.count == 12)
    }

    @Test func `a stop between the calls leaves the trial pending and its first call paid`()
        async throws
    {
        let rig = Rig(cases: 3)
        let stop = rig.stop
        let cheap = rig.provider { _ in
            stop.raise()
            return .answer("no JSON")
        }
        let strong = rig.provider { _ in .answer() }
        try await rig.run([lane(rig, cheap, strong)])
        #expect(strong.texts.isEmpty)
        #expect(rig.ledger.attemptClosings.count == 1)
        #expect(rig.ledger.pending == 1 && rig.ledger.results.isEmpty)
    }
}
