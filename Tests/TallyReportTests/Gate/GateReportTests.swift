import Foundation
import TallyCore
import TallyReport
import Testing

#if canImport(FoundationXML)
import FoundationXML
#endif

/// What a gate says to people, pipelines and programs.
@Suite struct GateReportTests {
    private let nasty = "r|1\u{0}\u{1B}[31m\n::error::x %0A <b> & \"q\" @team `c` https://e.x"

    @Test func `a person reads verdict, interval, power and how many more`() {
        let text = GateView(GateReports.report([GateReports.rule(.inconclusive)])).text(width: 80)
        let expected = """
            gpt-4o against baseline.json · 200 cases
            INCONCLUSIVE  document_exact: non-inferior within 2pp
                          90.0 to 89.0 %: -1.0 points [-3.0, +1.0] at 90 %; the interval
                          holds the limit; power 41 % were there no difference; about 587
                          more receipts would pass it were there no difference, no number
                          would were it as observed

            INCONCLUSIVE: 0 passed, 0 failed, 1 inconclusive

            """
        #expect(text == expected)
    }

    @Test func `the JSON document carries the same verdicts and the exit code`() {
        let json = GateDocument(GateReports.report([GateReports.rule(.fail)])).json
        #expect(json["schema"]?.string == "tally.gate/1" && json["exit_code"]?.integer == 3)
        let rule = json["candidates"]?[0]?["rules"]?[0]
        #expect(rule?["verdict"]?.string == "FAIL" && rule?["power"]?.double == 0.41)
    }

    @Test func `JUnit is legal XML whatever cases and rules are called`() throws {
        let lost = (0..<60).map { LostCase(id: "\(nasty)\($0)", fields: ["total"]) }
        let report = GateReports.report(
            [GateReports.rule(.pass), GateReports.rule(.fail), GateReports.rule(.inconclusive)],
            lost: lost,
            name: nasty
        )
        let document = try XMLDocument(xmlString: JUnitReport(report).text)
        let root = try #require(document.rootElement())
        #expect(root.attribute(forName: "tests")?.stringValue == "3")
        #expect(root.attribute(forName: "failures")?.stringValue == "1")
        #expect(root.attribute(forName: "errors")?.stringValue == "1")
        let failure = try #require(try root.nodes(forXPath: "//failure").first?.stringValue)
        // Fifty are listed, the rest is counted.
        #expect(failure.contains("and 10 more"))
        #expect(failure.split(separator: "\n").count { $0.hasPrefix("lost ") } == 50)
        #expect(try root.nodes(forXPath: "//testcase").count == 3)
    }

    @Test func `JUnit skips what is inconclusive where that is let through`() {
        let text = JUnitReport(
            GateReports.report([GateReports.rule(.inconclusive)], leniency: .warn)
        )
        .text
        #expect(
            text.contains("<skipped") && text.contains("errors=\"0\"") && !text.contains("<error")
        )
    }

    @Test func `Markdown stays under its limit and inert`() {
        let lost = (0..<20_000).map { LostCase(id: "\(nasty)\($0)", fields: ["total"]) }
        let report = GateReports.report([GateReports.rule(.fail)], lost: lost, name: nasty)
        let text = MarkdownReport(report).text()
        #expect(text.utf8.count <= 60_000 && text.utf8.count > 20_000)
        #expect(text.contains("20000 lost cases") && text.contains(" more\n"))
        #expect(!text.contains("<b>") && !text.contains("@team") && !text.contains("https://e"))
        #expect(!text.contains("\n::error"))
        let rows = text.split(separator: "\n").filter { $0.hasPrefix("| ") }
        let separators = rows.map { row in
            row.replacing("\\|", with: "").count { $0 == "|" }
        }
        #expect(Set(separators) == [4])
        #expect(MarkdownReport(report).text(limit: 900_000).utf8.count <= 900_000)
        let long = GateReports.report(
            [GateReports.rule(.fail, text: String(repeating: "x", count: 70_000))]
        )
        #expect(MarkdownReport(long).text().utf8.count <= 60_000)
    }

    @Test func `at most ten annotations, the worst first, and none that a text forges`() {
        let rules =
            (0..<8).map { _ in GateReports.rule(.inconclusive) }
            + (0..<6).map { _ in GateReports.rule(.fail, text: nasty) }
        let text = WorkflowAnnotations(GateReports.report(rules, name: nasty)).text
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false).dropLast()
        #expect(lines.count == 10)
        #expect(lines.prefix(6).allSatisfy { $0.hasPrefix("::error title=FAIL ") })
        #expect(lines.last == "::warning title=tally gate::and 5 more rules that did not pass")
        // A title ends at the first colon pair: none of the text's own may stand in it.
        let titles = lines.map { $0.dropFirst(2).prefix { $0 != ":" } }
        #expect(titles.prefix(6).allSatisfy { $0.contains("%3A%3Aerror%3A%3Ax %250A") })
        #expect(WorkflowAnnotations(GateReports.report([GateReports.rule(.pass)])).text.isEmpty)
    }
}
