import Foundation
import TallyCore
import Testing

/// `tally init`.
@Suite(.timeLimit(.minutes(3)))
struct InitCommandTests {
    private static let raw: String? = {
        var url = URL(fileURLWithPath: #filePath)
        for _ in 0..<4 { url.deleteLastPathComponent() }
        let given = ProcessInfo.processInfo.environment["TALLY_REFERENCE_DATA"]
        let folder = (given ?? url.path + "/../shared/data") + "/receipts/raw"
        return FileManager.default.fileExists(atPath: folder + "/key") ? folder : nil
    }()

    @Test func `a folder of texts and labels runs at once`() async throws {
        try await Sandbox.with { sandbox in
            try sandbox.write(
                "file,merchant,date,total\n1.txt,Shop,2026-03-14,1.50\n",
                to: "in/l.csv"
            )
            try sandbox.write("SHOP\n2026-03-14\nTOTAL 1.50\n", to: "in/1.txt")
            let outcome = try await sandbox.run(["init", "in"])
            #expect(outcome.code == 0)
            #expect(outcome.messages == "")
            #expect(outcome.output.hasPrefix("in: found labels in l.csv\n"))
            #expect(outcome.output.contains("annotated: merchant 1, date 1, total 1\n"))
            #expect(
                outcome.output.hasSuffix(
                    "wrote in/tally/benchmark.yaml\nnext: tally run in/tally/benchmark.yaml\n"
                )
            )
            let run = try await sandbox.run(["run", "in/tally/benchmark.yaml", "--json"])
            #expect(run.code == 0)
            let document = try JSONParser.parse(run.output)
            #expect(document["runs"]?[0]?["trials"]?["scored"] == 1)
            #expect(document["dataset"]?["name"] == "in")
        }
    }

    @Test(.enabled(if: raw != nil, "TALLY_REFERENCE_DATA names no receipts"))
    func `SROIE's published files run at once`() async throws {
        let raw = try #require(Self.raw)
        try await Sandbox.with { sandbox in
            let outcome = try await sandbox.run(["init", raw, "--out", "sroie"])
            #expect(outcome.code == 0)
            #expect(outcome.output.contains("found the layout of SROIE\n"))
            #expect(outcome.output.contains("text in 8, images: 5 copied, 3 not there\n"))
            let assumed =
                "assumed of this layout: locale en-MY, currency MYR; --locale says otherwise\n"
            #expect(outcome.output.contains(assumed))
            let run = try await sandbox.run(["run", "sroie/benchmark.yaml", "--json"])
            #expect(run.code == 0)
            let summary = try JSONParser.parse(run.output)["runs"]?[0]
            #expect(summary?["trials"]?["scored"] == 8)
            #expect(summary?["document_exact"]?["value"]?.double ?? 0 > 0.5)
        }
    }

    @Test func `a folder of images and labels runs with a model that is shown them`() async throws {
        let server = ModelServer { _ in .completion(Receipts.answer(for: "Shop1")) }
        try await server.serving { port in
            try await Sandbox.with { sandbox in
                try sandbox.write("file,merchant\n1.png,Shop1\n", to: "in/l.csv")
                try sandbox.write("", to: "in/x/.keep")
                try Self.pixel.write(to: sandbox.url("in/1.png"))
                let outcome = try await sandbox.run(["init", "in"])
                #expect(outcome.code == 0, "\(outcome.messages)")
                #expect(outcome.output.contains("gpt-4o-mini, which needs OPENAI_API_KEY"))
                try sandbox.write(
                    "gpt-4o-mini:\n  provider: openai\n  model: gpt-4o-mini\n"
                        + "  endpoint: http://127.0.0.1:\(port)/v1\n  price: openai/gpt-4o-mini\n",
                    to: "in/tally/profiles.yaml"
                )
                let run = try await sandbox.run(["run", "in/tally/benchmark.yaml", "--json"])
                #expect(run.code == 0, "\(run.messages)")
                #expect(server.calls.count == 1)
                let shown = server.calls.first?.image?["url"]?.string
                #expect(shown == "data:image/png;base64," + Self.pixel.base64EncodedString())
            }
        }
    }

    @Test func `labels alone are said to be good for no model`() async throws {
        try await Sandbox.with { sandbox in
            try sandbox.write(
                #"{"gt_parse":{"total":{"total_price":"5"}}}"# + "\n",
                to: "in/metadata.jsonl"
            )
            let outcome = try await sandbox.run(["init", "in"])
            #expect(outcome.code == 0)
            #expect(outcome.output.contains("nothing can be shown to a model"))
            #expect(outcome.output.contains("tally dataset stats in/tally/dataset"))
            #expect(!outcome.output.contains("gpt"))
            #expect(!sandbox.exists("in/tally/benchmark.yaml"))
        }
    }

    private static let pixel =
        Data(
            base64Encoded:
                "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8/5+hHgAHggJ/PchI7wAAAABJRU5ErkJggg=="
        ) ?? Data()

    @Test func `lines wrap at words, and a command can be pasted into a shell`() async throws {
        try await Sandbox.with { sandbox in
            let folder = "my [old] receipt's folder of a rather long name for a folder of receipts"
            try sandbox.write("file,date,total\n1.txt,03/04/2026,5\n", to: folder + "/l.csv")
            try sandbox.write("SHOP", to: folder + "/1.txt")
            let outcome = try await sandbox.run(["init", folder])
            #expect(outcome.code == 0)
            let lines = outcome.output.split(separator: "\n").map(String.init)
            let next = try #require(lines.last)
            let path = "'\(folder.replacing("'", with: #"'\''"#))/tally/benchmark.yaml'"
            #expect(next == "next: tally run " + path)
            #expect(lines.dropLast().allSatisfy { $0.count <= 80 })
            #expect(outcome.output.contains("\n    "))
        }
    }

    @Test func `off a terminal nothing is asked, what is ambiguous is left out`() async throws {
        try await Sandbox.with { sandbox in
            try sandbox.write("file,date,total\n1.txt,03/04/2026,5\n", to: "in/l.csv")
            try sandbox.write("SHOP", to: "in/1.txt")
            let outcome = try await sandbox.run(["init", "in"])
            #expect(outcome.code == 0)
            #expect(outcome.messages == "")
            #expect(outcome.output.contains("left unannotated: date 1 ambiguous\n"))
            let again = try await sandbox.run(["init", "in", "--force", "--locale", "en-GB"])
            #expect(again.output.contains("annotated: date 1, total 1\n"))
        }
    }

    @Test(arguments: [
        (["nowhere"], "nowhere: there is no such folder"),
        (["empty"], "empty: the folder is empty, expected images or texts with their labels"),
        (
            ["empty", "--locale", "german"],
            "--locale: found \"german\", expected a language and a region; did you mean de-DE?"
        ),
        (["empty", "--map", "x"], "--map: found \"x\", expected field=column"),
        (["empty", "--name", "../x"], "empty: the folder is empty"),
    ])
    func `a mistake is one clear line`(arguments: [String], line: String) async throws {
        try await Sandbox.with { sandbox in
            try sandbox.write("", to: "empty/.keep")
            let outcome = try await sandbox.run(["init"] + arguments)
            #expect(outcome.code == 2)
            #expect(outcome.output == "")
            #expect(outcome.messageLines.first?.contains(line) == true)
        }
    }
}
