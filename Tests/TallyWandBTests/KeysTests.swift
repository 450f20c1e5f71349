import TallyCore
import TallyWandB
import Testing

struct KeysTests {
    private func trial(_ outcome: TrialOutcome, isExact: Bool?) -> RunEvent.TrialReport {
        let score = isExact.map { isExact in
            TrialScore(
                fields: [],
                lineItems: nil,
                isDocumentExact: isExact,
                isDocumentExactRaw: isExact,
                annotated: 4,
                right: isExact ? 4 : 1,
                reconciles: nil
            )
        }
        return RunEvent.TrialReport(caseID: "c", outcome: outcome, score: score)
    }

    private func attempt(_ seconds: Double, cost: Int64?) -> RunEvent.AttemptReport {
        RunEvent.AttemptReport(
            error: nil,
            usage: Usage(input: 60, cachedInput: 40, output: 10),
            cost: cost.map(Money.init(nanodollars:)),
            service: .seconds(seconds)
        )
    }

    @Test func `running metrics are what was seen so far`() {
        var metrics = RunningMetrics()
        metrics.add(attempt(1, cost: 2_000_000))
        metrics.add(attempt(3, cost: 4_000_000))
        #expect(metrics.add(trial(.answered, isExact: true)) == 1)
        #expect(metrics.add(trial(.answered, isExact: false)) == 2)
        #expect(metrics.add(trial(.infrastructureFailure(.timeout), isExact: nil)) == 3)
        let row = metrics.row
        #expect(row["documents"] == 3)
        #expect(row["accuracy/document_exact"]?.double == 0.5)
        #expect(row["accuracy/field_accuracy"]?.double == 0.625)
        #expect(row["cost/total"]?.double == 0.006)
        #expect(row["cost/per_document"]?.double == 0.002)
        #expect(row["cache/prompt_hit_rate"]?.double == 0.4)
        #expect(row["errors/total"] == 1)
        #expect(row["tokens/prompt"] == 200)
    }

    @Test func `an unpriced attempt leaves the cost unknown, not smaller`() {
        var metrics = RunningMetrics()
        metrics.add(attempt(1, cost: 2_000_000))
        metrics.add(attempt(1, cost: nil))
        #expect(metrics.row["cost/total"] == .null)
    }

    @Test func `a running quantile is within a per cent`() throws {
        var metrics = RunningMetrics()
        for milliseconds in 1...1000 { metrics.add(attempt(Double(milliseconds) / 1000, cost: 0)) }
        let p50 = try #require(metrics.row["latency/p50"]?.double)
        let p95 = try #require(metrics.row["latency/p95"]?.double)
        #expect(abs(p50 / 0.5 - 1) < 0.01 && abs(p95 / 0.95 - 1) < 0.01)
    }

    @Test func `what is shown while a run goes on is in its summary under the same name`() {
        let summary = SummaryKeys.members(of: run())
        #expect(MetricKey.allCases.filter { summary[$0.rawValue] == nil }.isEmpty)
    }

    @Test func `runs have the same summary keys whatever is known of them`() {
        var full = run()
        full.documentExact = Estimate(value: 0.9, low: 0.8, high: 0.95, n: 100, method: "wilson")
        full.errors = [.timeout: 2]
        full.cost.total = Money(nanodollars: 5)
        let keys = SummaryKeys.members(of: full).keys
        #expect(keys == SummaryKeys.members(of: run()).keys)
        #expect(Set(keys).count == keys.count)
        #expect(SummaryKeys.members(of: full)["errors/timeout"] == 2)
        #expect(SummaryKeys.members(of: run())["errors/timeout"] == 0)
    }

    @Test func `an interval is logged with its bounds, error and n`() throws {
        var summary = run()
        summary.documentExact = Estimate(value: 0.9, low: 0.8, high: 0.95, n: 100, method: "wilson")
        let members = SummaryKeys.members(of: summary)
        #expect(members["accuracy/document_exact_low"]?.double == 0.8)
        #expect(members["accuracy/document_exact_high"]?.double == 0.95)
        #expect(members["accuracy/document_exact_n"] == 100)
        let error = try #require(members["accuracy/document_exact_stderr"]?.double)
        #expect(abs(error - 0.15 / 3.919927969) < 1e-9)
    }

    @Test func `an open interval has no standard error`() {
        var summary = run()
        summary.cost.perCorrect = Estimate(
            value: 1,
            low: 0.5,
            high: .infinity,
            n: 3,
            method: "delta"
        )
        let members = SummaryKeys.members(of: summary)
        #expect(members["cost/per_correct_high"] == .null)
        #expect(members["cost/per_correct_stderr"] == .null)
    }

    private func run() -> RunSummary {
        RunSummary(
            id: "01R",
            name: "gpt-4o",
            profiles: ["gpt-4o"],
            isSimulated: false,
            isImported: false,
            state: .complete,
            cases: 3
        )
    }
}
