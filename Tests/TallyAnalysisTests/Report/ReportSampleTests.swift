import TallyAnalysis
import TallyCore
import Testing

struct ReportSampleTests {
    private func run(_ records: [TrialRecord]) -> ReportedRun {
        var sample = ReportSample()
        for record in records { sample.add(record) }
        var run = ReportedRun(
            RunSummary(
                id: "1",
                name: "a",
                profiles: [],
                isSimulated: false,
                isImported: false,
                state: .complete,
                cases: records.count
            ),
            started: Moment(milliseconds: 0)
        )
        sample.fill(&run)
        return run
    }

    @Test func `answers of the response cache are in the second curve alone`() {
        let run = run([
            Trials.timed(0, 1), Trials.timed(1, 3), Trials.timed(2, nil, source: .cache),
        ])
        #expect(run.latency.map(\.seconds) == [1, 3])
        #expect(run.latencyWithHits.map(\.seconds) == [0, 1, 3])
        #expect(run.latencyWithHits.first?.share.isClose(to: 1.0 / 3) == true)
    }

    @Test func `a time-out keeps the curve below one`() {
        let run = run([
            Trials.timed(0, 1), Trials.timed(1, 10, error: .timeout, isCensored: true),
        ])
        #expect(run.latency == [ReportedRun.CurvePoint(seconds: 1, share: 0.5)])
    }

    @Test func `later repeats and other failures have no time`() {
        let run = run([
            Trials.timed(0, 1), Trials.timed(0, 5, repeatIndex: 1),
            Trials.timed(1, 9, error: .serverError),
        ])
        #expect(run.latency.map(\.seconds) == [1])
    }

    @Test func `tokens a second count from the first token on`() {
        let records = (0..<3).map { place in
            var record = Trials.timed(place, 3, firstToken: 1)
            record.usage = Usage(input: 10, output: 101)
            return record
        }
        #expect(run(records).tokenRate?.value == 50)
    }

    @Test func `reviews are shares of the scored trials by each signal`() {
        var good = Trials.trial(0)
        good.isSchemaValid = true
        var bad = Trials.trial(1, exact: false)
        bad.isSchemaValid = true
        let run = run([
            good, bad, Trials.trial(2, error: .invalidJSON), Trials.trial(3, error: .connect),
        ])
        let third = 1.0 / 3
        #expect(run.reviews["none"] == ReportedRun.ReviewShare(flagged: 0, missed: 2 * third))
        #expect(
            run.reviews["schema_valid"] == ReportedRun.ReviewShare(flagged: third, missed: third)
        )
        #expect(run.reviews["reconciles"] == ReportedRun.ReviewShare(flagged: 2 * third, missed: 0))
    }

    @Test func `many times become no more points than a screen shows apart`() {
        let run = run((0..<5000).map { Trials.timed($0, 1 + Double($0)) })
        #expect(run.latency.count == 160)
        #expect(run.latency.first?.seconds == 1)
        #expect(run.latency.last == ReportedRun.CurvePoint(seconds: 5000, share: 1))
    }
}
