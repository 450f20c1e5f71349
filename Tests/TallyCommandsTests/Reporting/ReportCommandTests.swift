import Foundation
import TallyCore
import Testing

/// The page of a run, and what else is made of a report, by the real command.
@Suite(.timeLimit(.minutes(3)))
struct ReportCommandTests {
    private func pages(_ scene: Scene) throws -> [String] {
        let folder = scene.sandbox.url("results/runs").path
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        return names.filter { $0.hasPrefix("report-") }.map { "results/runs/\($0)" }
    }

    @Test func `a run leaves its page beside the store and says where`() async throws {
        try await Scene.with { scene in
            let outcome = try await scene.tally("run", "trial.yaml")
            let pages = try pages(scene)
            #expect(pages.count == 1)
            #expect(outcome.messages.contains("see it: \(pages[0])\n"))
            let page = String(decoding: try scene.sandbox.bytes(of: pages[0]), as: UTF8.self)
            #expect(page.hasPrefix("<!DOCTYPE html>"))
            #expect(page.contains("<bdi>remote</bdi>"))
        }
    }

    @Test func `a run asked to make no page makes none`() async throws {
        try await Scene.with(cases: 3) { scene in
            let outcome = try await scene.tally("run", "trial.yaml", "--no-report")
            #expect(outcome.code == 0)
            #expect(try pages(scene).isEmpty)
            #expect(!outcome.messages.contains("see it"))
        }
    }

    @Test func `runs of two experiments stand side by side, with what was different`() async throws
    {
        try await Scene.with { scene in
            _ = try await scene.tally("run", "trial.yaml", "--no-report")
            scene.server.mend(GateScene.script(wrongAbout: ["Shop3"]))
            _ = try await scene.tally("run", "trial.yaml", "--no-report", "--seed", "5")
            let ids = try await scene.storedRuns()
            let outcome = try await scene.tally(["report"] + ids + ["--format", "json"], key: nil)
            #expect(outcome.code == 0, "\(outcome.messages)")
            let report = try JSONParser.parse(outcome.output)
            #expect(report["schema"] == "tally.report/1")
            #expect(report["experiments"]?.array?.count == 2)
            #expect(report["comparison"]?["pairs"]?[0]?["flips"]?["lost"] == ["case-3"])
            let differences = report["differences"]?.array ?? []
            #expect(differences.map { $0["setting"] } == ["seed"])
            #expect(differences.first?["values"] == ["1", "5"])
            let rows = try await scene.tally(["report"] + ids + ["--format", "csv"], key: nil)
                .output
            let flip = rows.split(separator: "\r\n").filter { $0.hasPrefix("case-3,") }
            #expect(flip.count == 3)
            #expect(flip.allSatisfy { $0.contains(",true,") })
        }
    }

    @Test func `a page goes where it is asked for, whole`() async throws {
        try await Scene.with(cases: 3) { scene in
            _ = try await scene.tally("run", "trial.yaml", "--no-report")
            let outcome = try await scene.tally(["report", "--out", "new/page.html"], key: nil)
            #expect(outcome.output == "new/page.html\n")
            #expect(scene.sandbox.exists("new/page.html"))
            let printed = try await scene.tally(["report", "--out", "-"], key: nil)
            #expect(printed.output.hasSuffix("</html>\n"))
            let withheld = try await scene.tally(
                ["report", "--no-values", "--format", "csv"],
                key: nil
            )
            #expect(!withheld.output.contains("Shop"))
        }
    }

    @Test func `a forgotten receipt takes the pages beside the store with it`() async throws {
        try await Scene.with(cases: 3) { scene in
            _ = try await scene.tally("run", "trial.yaml")
            #expect(try pages(scene).count == 1)
            let outcome = try await scene.tally("forget", "--case", "case-2")
            #expect(outcome.code == 0)
            #expect(try pages(scene).isEmpty)
        }
    }

    @Test func `a run that is not there is one line and exit code 2`() async throws {
        try await Scene.with(cases: 3) { scene in
            _ = try await scene.tally("run", "trial.yaml", "--no-report")
            let outcome = try await scene.tally(["report", "nobody"], key: nil)
            #expect(outcome.code == 2)
            #expect(outcome.messages.contains("no experiment or run \"nobody\""))
            #expect(outcome.messages.split(separator: "\n").count == 1)
        }
    }
}
