import Crypto
import Foundation
import TallyCore
import TallyReport
import Testing

struct ReportPageTests {
    private func page(_ report: EvaluationReport = Reports.report()) throws -> String {
        try ReportPage(report, compress: { $0 }).html()
    }

    /// The parts of a page between two marks.
    private func parts(of page: String, from start: String, to end: String) -> [String] {
        page.components(separatedBy: start).dropFirst().compactMap {
            $0.components(separatedBy: end).first
        }
    }

    @Test func `the page is as it was looked at`() throws {
        var text = try page()
        for part in parts(of: text, from: "<style>", to: "</style>")
            + parts(of: text, from: "<script>", to: "</script>")
        {
            text = text.replacingOccurrences(of: part, with: "…")
        }
        for hash in parts(of: text, from: "sha256-", to: "&#39;") {
            text = text.replacingOccurrences(of: hash, with: "…")
        }
        try Golden.check(text.replacingOccurrences(of: "><", with: ">\n<"), "page.html")
    }

    @Test(arguments: ["cost_accuracy", "service_time", "fields", "cost_by_kind", "error_cost"])
    func `a chart is as it was looked at`(name: String) throws {
        let chart = try #require(
            ReportChart.all(of: Reports.report()).first { $0.key == "charts/\(name)" }
        )
        let svg = try #require(parts(of: chart.html, from: "<figure>", to: "</figure>").first)
        try Golden.check(svg.replacingOccurrences(of: "><", with: ">\n<") + "\n", "\(name).svg")
    }

    @Test func `the policy names the one style and the one script that are there`() throws {
        let text = try page()
        let style = parts(of: text, from: "<style>", to: "</style>")
        let scripts = parts(of: text, from: "<script>", to: "</script>")
        #expect(style.count == 1)
        #expect(scripts.count == 1)
        for content in style + scripts {
            let hash = Data(SHA256.hash(data: Data(content.utf8))).base64EncodedString()
            #expect(text.contains("sha256-\(hash)&#39;"))
        }
        #expect(text.contains("default-src &#39;none&#39;;"))
        #expect(!text.contains("unsafe"))
    }

    @Test func `no markup of a receipt or a name is markup of the page`() throws {
        let report = Reports.report(strongName: "x\"><img src=y onerror=alert(1)>\u{202e}")
        let text = try page(report)
        #expect(!text.contains("<img"))
        #expect(!text.contains("\u{202e}"))
        #expect(!text.contains("<script>alert"))
        #expect(!text.contains("r1</script>"))
        #expect(text.contains("r1\\u003c/script>\\u003cb>"))
    }

    @Test func `simulated runs are named before anything else`() throws {
        var report = Reports.report(areSimulated: true)
        report.remarks = [Remark(.caution, "phi-3-mini: simulated: no model answered")]
        let text = try page(report)
        let head = try #require(parts(of: text, from: "<header>", to: "</header>").first)
        #expect(head.contains("<h1>Simulated, no model answered."))
        #expect(head.contains("<li class=\"caution\">phi-3-mini: simulated"))
    }

    @Test func `without values the page holds none`() throws {
        var report = Reports.report()
        report.cases.showsValues = false
        let text = try page(report)
        let block = try #require(
            parts(of: text, from: "id=\"block-0\">", to: "</script>").first.flatMap {
                Data(base64Encoded: $0)
            }
        )
        let detail = String(decoding: block, as: UTF8.self)
        #expect(!detail.contains("12.34"))
        #expect(!text.contains("12.34"))
        #expect(detail.contains("digit swap"))
    }
}
