import TallyCore
import TallyReport
import Testing

struct OperationsViewTests {
    private static let noon = Moment(milliseconds: 1_795_521_600_000)

    private static var report: OperationsReport {
        var run = RunOperations(name: "gpt\u{1B}[2J-4o", isSimulated: false)
        run.requests = 1207
        run.succeeded = 1200
        run.meanService = 1.72
        run.usage = Usage(input: 90_000, output: 6500)
        run.cost = Money(nanodollars: 410_000_000)
        run.cacheHits = 300
        run.cacheAsked = 1200
        run.documents = 1200
        run.promises = [
            RunOperations.Promise(
                kind: .within(seconds: 2),
                target: 0.95,
                estimate: Estimate(value: 0.9, low: 0.88, high: 0.92, n: 1200, method: "wilson")
            )
        ]
        run.burn = BudgetBurn(budget: 25, documentsPerMonth: 100_000, perDocument: 0.0003)
        run.capacity = Capacity(bounds: [
            .init(profile: "gpt-4o", limit: .concurrency, value: 8, perDocument: 1.72),
            .init(profile: "gpt-4o", limit: .requestsPerMinute, value: 60, perDocument: 1),
        ])
        var activity = OperationsReport.Activity()
        let hour = Int(noon.milliseconds / 3_600_000)
        activity.hours = [hour: ["extract": 1000], hour + 1: ["extract": 200]]
        activity.tools = ["extract": 1200]
        activity.users = ["ann": 700, "ben": 500]
        let count = OperationsReport.ErrorSpan.Count(run: "gpt-4o", type: .timeout, number: 7)
        return OperationsReport(
            runs: [run, RunOperations(name: "rules", isSimulated: false)],
            activity: activity,
            errors: [OperationsReport.ErrorSpan(start: noon, counts: [count])],
            errorSpan: 60
        )
    }

    @Test func `operations are told in a screen`() {
        let text = OperationsView(Self.report).text(width: 80)
        #expect(
            text == """
                operations
                run     requests  ok %  mean s  tokens   cost  cache hit %
                gpt-4o     1,207  99.4     1.7  96,500  $0.41         25.0
                rules          0     -       -       0     $0            -

                SLA     promise       target %  measured %  95 % interval  verdict
                gpt-4o  within 2.0 s      95.0        90.0      88.0-92.0  missed

                budget gpt-4o: $30.00 a month at 100,000 documents, 120.0 % of $25.00, spent on
                day 25 of 30
                tools: extract 1,200
                peak: 2026-11-24 12:00 UTC, 1,000 documents
                users: ann 700, ben 500
                tool x hour  24d12:00  24d13:00
                extract         1,000       200
                failed requests, in spans of 1m00s (UTC):
                2026-11-24 12:00:00: gpt-4o timeout 7

                """
        )
    }

    @Test func `capacity names what binds`() {
        let text = OperationsView(Self.report).capacityText(width: 120)
        let lines = text.split(separator: "\n")
        #expect(
            lines[1]
                == "gpt-4o: 3,600 an hour, bound by gpt-4o's rpm of 60; further gpt-4o's concurrency of 8 16,744"
        )
        #expect(lines[2] == "rules: no request was sent, so no limit binds")
    }

    @Test func `an hour beyond all calendars is told as it stands`() {
        var report = Self.report
        report.activity.isByArrival = true
        report.activity.hours = [Int.max: ["extract": 1]]
        let hour = OperationsView.json(report)["hours"]?[0]?["hour"]
        #expect(hour?.integer == Int.max)
        #expect(OperationsView(report).text(width: 80).contains("hour +\(Int.max)"))
    }

    @Test func `what is simulated says so in every table`() {
        var report = Self.report
        report.runs[0].isSimulated = true
        report.runs[0].name = "gpt-4o"
        let text = OperationsView(report).text(width: 120)
        let lines = text.split(separator: "\n")
        #expect(lines.filter { $0.contains("simulated: no model answered") }.count == 2)
        #expect(lines.filter { $0.contains("gpt-4o (simulated)") }.count == 2)
    }

    @Test func `what is unknown is null in JSON`() {
        let runs = OperationsView.json(Self.report)["runs"]
        #expect(runs?[0]?["success_rate"]?.double == 1200.0 / 1207)
        #expect(runs?[0]?["sla"]?[0]?["verdict"] == "missed")
        #expect(runs?[1]?["success_rate"] == .null && runs?[1]?["budget"] == .null)
    }
}
