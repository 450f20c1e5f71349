import GRDB
import TallyCore
import TallyStore
import Testing

/// Trials whose steps have several calls.
struct CascadeRowTests {
    /// One trial that asked a cheap profile, was handed over, and was answered.
    private static func escalated(_ bench: Bench, _ number: Int) async throws {
        let trial = bench.trial(number)
        let second = bench.writer.nextID()
        let (first, last) = (bench.writer.nextID(), bench.writer.nextID())
        var cheap = TrialResult.sample()
        cheap.service = .seconds(1)
        cheap.outcome = .modelFailure(.schemaInvalid)
        cheap.output = nil
        var strong = TrialResult.sample()
        strong.service = .seconds(2)
        strong.timeToFirstToken = .milliseconds(500)
        let closing = TrialClosing(
            id: trial.id,
            step: TrialStep(
                id: trial.step,
                tool: "extract",
                inputDigest: Digest(of: "prompt"),
                call: TrialCall(
                    id: second,
                    profile: "strong",
                    role: .escalation,
                    source: .wire,
                    reason: "schema_invalid"
                ),
                others: [
                    EndedCall(
                        call: TrialCall(id: trial.call, profile: "p", source: .wire, signal: 0.25),
                        result: cheap
                    )
                ]
            ),
            run: trial.run.id,
            scoring: trial.run.scoring,
            result: strong,
            ended: Bench.now
        )
        let opening = AttemptOpening(
            id: last,
            ulid: Trial.identifier(last),
            trial: trial.id,
            call: second,
            number: 1,
            opened: Bench.now,
            priceKey: "mini",
            profile: "strong"
        )
        try await bench.writer.commit([
            trial.opened, trial.attempt(first),
            .attemptClosed(AttemptClosing(id: first, exchange: .answer(), priceKey: "mini")),
            .attemptOpened(opening),
            .attemptClosed(AttemptClosing(id: last, exchange: .answer(), priceKey: "mini")),
            .trialClosed(closing),
        ])
    }

    @Test func `two calls make one trial, with the sum of their cost and time`() async throws {
        let bench = try Bench()
        try await bench.add(1)
        try await Self.escalated(bench, 2)
        let records = try bench.records()
        #expect(records.count == 2)
        let plain = try #require(records.first { $0.caseID == "case-1" })
        let double = try #require(records.first { $0.caseID == "case-2" })
        #expect(!plain.isEscalated && double.isEscalated)
        #expect(double.cost?.nanodollars == plain.cost.map { $0.nanodollars * 2 })
        #expect(double.service == 3 && double.timeToFirstToken == 1.5)
        #expect(double.retries == 0)
    }

    @Test func `every reader sees the trial once, by the call that decides`() async throws {
        let bench = try Bench()
        try await Self.escalated(bench, 1)
        let run = bench.runs[0]
        var answers: [TrialAnswer] = []
        try bench.store.forEachAnswer(of: run) { answers.append($0) }
        #expect(answers.count == 1 && answers[0].attempts == 2)
        let stored = try bench.store.storedAnswers(of: run, after: 0, limit: 10)
        #expect(stored.map(\.profile) == ["strong"])
        let details = try bench.store.trials(of: run, case: "case-1")
        #expect(details.count == 1)
        #expect(details.first?.profile == "strong")
        #expect(details.first?.calls.map(\.role) == ["answer", "escalation"])
        #expect(details.first?.calls.map(\.reason) == [nil, "schema_invalid"])
        #expect(details.first?.calls.first?.signal == 0.25)
        #expect(details.first?.attempts.count == 2)
        var asked: [String?] = []
        try bench.store.forEachAttempt(of: run) { asked.append($0.profile) }
        #expect(asked == [nil, "strong"])
    }

    @Test func `the digest rests on the deciding answer alone`() async throws {
        let plain = try Bench()
        try await plain.add(1)
        let double = try Bench()
        try await Self.escalated(double, 1)
        let digests = [
            try plain.store.resultDigest(of: plain.runs),
            try double.store.resultDigest(of: double.runs),
        ]
        #expect(digests[0] == digests[1])
    }
}
