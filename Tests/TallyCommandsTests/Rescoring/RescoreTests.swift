import TallyCore
import Testing

/// Scores made anew from what is stored; no request is sent for them.
@Suite(.timeLimit(.minutes(3)))
struct RescoreTests {
    /// An answer of another form for every second shop.
    private static func reply(to call: ModelServer.Call, isStreamed: Bool) -> Reply {
        let right = Receipts.answer(for: call.shop)
        let text =
            switch call.shop {
            case "Shop2": "Here you are:\n```json\n\(right)\n```"
            case "Shop4": "I cannot read this receipt."
            case "Shop6": right.replacing("2026-03-14", with: "2026-03-15")
            case "Shop8": ""
            default: right
            }
        if isStreamed { return .stream(text.isEmpty ? [] : [text]) }
        let finish = call.shop == "Shop10" ? "content_filter" : "stop"
        return .completion(text, finish: finish)
    }

    @Test(arguments: [false, true])
    func `scoring again by the same rules changes nothing and asks nobody`(
        isStreamed: Bool
    ) async throws {
        let script: ModelServer.Script = { Self.reply(to: $0, isStreamed: isStreamed) }
        try await Scene.with(isStreamed: isStreamed, script: script) { scene in
            #expect(try await scene.tally("run", "trial.yaml").code == 0)
            let digest = try await scene.tally("show", "latest", "--digest").output
            let outcome = try await scene.tally("rescore", "latest", "--json")
            #expect(outcome.code == 0, "\(outcome.messages)")
            let document = try JSONParser.parse(outcome.output)
            #expect(document[0]?["trials"]?.integer == 12)
            #expect(document[0]?["changed"]?.array?.isEmpty == true)
            #expect(try await scene.tally("show", "latest", "--digest").output == digest)
            let store = StoreFile(scene.sandbox)
            #expect(store.count("scorings") == 2)
            // Every answer was read again from its bytes, not copied.
            #expect(store.count("trial_scores", where: "state IS NOT NULL") == 12)
            #expect(scene.server.calls.count == 12)
        }
    }

    @Test func `scores by another task stand beside the old ones`() async throws {
        let script: ModelServer.Script = { Self.reply(to: $0, isStreamed: false) }
        try await Scene.with(script: script) { scene in
            #expect(try await scene.tally("run", "trial.yaml").code == 0)
            let text = String(decoding: try scene.sandbox.bytes(of: "trial.yaml"), as: UTF8.self)
            let other = text.replacing(
                "fields: [merchant, date, total]",
                with: "fields: [merchant, date, total]\n  required: [merchant, total]"
            )
            try scene.sandbox.write(other, to: "other.yaml")
            let outcome = try await scene.tally(
                ["rescore", "latest", "--benchmark", "other.yaml", "--json"],
                key: nil
            )
            #expect(outcome.code == 0, "\(outcome.messages)")
            let document = try JSONParser.parse(outcome.output)
            #expect(document[0]?["changed"]?.array == ["case-6"])
            #expect(document[0]?["won"]?.integer == 1)
            let store = StoreFile(scene.sandbox)
            let exact = try store.strings(
                "SELECT CAST(SUM(document_exact) AS TEXT) FROM trial_scores GROUP BY scoring"
            )
            #expect(exact == ["8", "9"])
            let shown = try await scene.tally("show", "latest", "--json").output
            let run = try JSONParser.parse(shown)["runs"]?[0]
            #expect(run?["document_exact"]?["value"]?.double == 0.75)
        }
    }

    @Test func `a scoring that is cut off is never shown, and the next one clears it`() async throws
    {
        let script: ModelServer.Script = { Self.reply(to: $0, isStreamed: false) }
        try await Scene.with(script: script) { scene in
            #expect(try await scene.tally("run", "trial.yaml").code == 0)
            let digest = try await scene.tally("show", "latest", "--digest").output
            let store = StoreFile(scene.sandbox)
            let before = store.count("trial_scores")
            try store.execute(
                "CREATE TRIGGER cut BEFORE INSERT ON scorings BEGIN SELECT RAISE(ABORT, 'cut'); END"
            )
            #expect(try await scene.tally("rescore", "latest").code == 1)
            #expect(store.count("trial_scores") == 2 * before)
            #expect(try await scene.tally("show", "latest", "--digest").output == digest)
            try store.execute("DROP TRIGGER cut")
            #expect(try await scene.tally("run", "trial.yaml").code == 0)
            #expect(try await scene.tally("show", "latest", "--digest").output == digest)
            #expect(try await scene.tally("rescore", "latest").code == 0)
            #expect(store.count("trial_scores") == 3 * before)
            #expect(try await scene.tally("show", "latest", "--digest").output == digest)
        }
    }

    @Test func `answers whose bytes were erased keep their scores`() async throws {
        try await Scene.with { scene in
            #expect(try await scene.tally("run", "trial.yaml").code == 0)
            let digest = try await scene.tally("show", "latest", "--digest").output
            try StoreFile(scene.sandbox).execute("DELETE FROM bodies")
            #expect(try await scene.tally("rescore", "latest").code == 0)
            #expect(try await scene.tally("show", "latest", "--digest").output == digest)
        }
    }
}
