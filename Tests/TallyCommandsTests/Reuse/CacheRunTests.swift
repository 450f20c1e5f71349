import Foundation
import TallyCore
import Testing

/// Answers that are kept are given again to who asks for the same, and to nobody else.
@Suite(.timeLimit(.minutes(3)))
struct CacheRunTests {
    @Test func `a second run sends nothing, and its documents cost what they cost when asked for`()
        async throws
    {
        try await Scene.with { scene in
            try scene.priced()
            let first = try await scene.document("run", "trial.yaml", "--cache", "write")
            let second = try await scene.document("run", "trial.yaml", "--cache", "write")
            #expect(scene.server.calls.count == 12)
            #expect(first["cost"]?["total_usd"]?.double == 0.0096)
            #expect(second["cost"]?["total_usd"]?.double == 0)
            #expect(second["cost"]?["per_document_usd"] == first["cost"]?["per_document_usd"])
            #expect(second["cost"]?["per_correct_usd"] == first["cost"]?["per_correct_usd"])
            #expect(second["document_exact"] == first["document_exact"])
            #expect(second["requests"] == 0)
            #expect(second["latency"]?["n"] == 0)
            let cache = second["cache"]
            #expect(cache?["response_hits"] == 12)
            #expect(cache?["response_answers"] == 12)
            #expect(cache?["response_saved_usd"]?.double == 0.0096)
            #expect(cache?["response_saved_tokens"] == 360)
            #expect(cache?["response_saved_s"]?.double ?? 0 > 0)
            let digests = try await scene.digests()
            #expect(Set(digests).count == 1 && digests.count == 2)
        }
    }

    @Test func `what is kept is used as the mode says`() async throws {
        try await Scene.with(cases: 4) { scene in
            var sent: [Int] = []
            for mode in ["read", "read", "write", "read", "off", "refresh", "write"] {
                let before = scene.server.calls.count
                let outcome = try await scene.tally("run", "trial.yaml", "--cache", mode)
                #expect(outcome.code == 0, "\(outcome.messages)")
                sent.append(scene.server.calls.count - before)
            }
            // Reading keeps nothing; what was written is read; what is refreshed is there.
            #expect(sent == [4, 4, 4, 0, 4, 4, 0])
        }
    }

    /// Changes of the benchmark that ask for something else.
    static let changes = [
        ("output: prompt", "output: prompt\n    parameters: {temperature: 0.5}"),
        ("model: test-model", "model: other-model"),
        ("stream: false", "stream: true"),
        ("fields: [merchant, date, total]", "fields: [merchant, date]"),
        ("dataset: receipts.jsonl", "dataset: other.jsonl"),
    ]

    @Test(arguments: changes)
    func `who asks for something else is answered anew`(old: String, new: String) async throws {
        try await Scene.with(
            cases: 3,
            script: { call in
                .completion(Receipts.answer(for: call.shop))
            }
        ) { scene in
            let other = Receipts.file(3).replacing("TOTAL", with: "TOTAL EUR")
            try scene.sandbox.write(other, to: "other.jsonl")
            _ = try await scene.tally("run", "trial.yaml", "--cache", "write")
            #expect(scene.server.calls.count == 3)
            try scene.change(old, to: new)
            _ = try await scene.tally("run", "trial.yaml", "--cache", "write")
            #expect(scene.server.calls.count == 6)
        }
    }

    @Test func `each repeat is an answer of its own`() async throws {
        try await Scene.with(cases: 2) { scene in
            try scene.change("variants: [remote]", to: "variants: [remote]\nrepeats: 3")
            for _ in 0..<2 {
                let outcome = try await scene.tally("run", "trial.yaml", "--cache", "write")
                #expect(outcome.code == 0, "\(outcome.messages)")
            }
            #expect(scene.server.calls.count == 6)
        }
    }

    @Test
    func `an answer is given again no longer than its lifetime, and no more are kept than fit`()
        async throws
    {
        try await Scene.with(cases: 6) { scene in
            let policy = "cache: {mode: write, ttl: 1h, size: 4}"
            try scene.change("variants: [remote]", to: "variants: [remote]\n\(policy)")
            _ = try await scene.tally("run", "trial.yaml")
            let store = StoreFile(scene.sandbox)
            #expect(store.count("responses") == 4)
            _ = try await scene.tally("run", "trial.yaml")
            #expect(scene.server.calls.count == 8)
            try store.execute("UPDATE responses SET stored = stored - 3600001")
            _ = try await scene.tally("run", "trial.yaml")
            #expect(scene.server.calls.count == 14)
        }
    }

    @Test func `what is forgotten, failed or cut off is asked for again`() async throws {
        try await Scene.with(
            cases: 3,
            script: { call in
                call.shop == "Shop2" && call.number < 4
                    ? .refusal(400, code: "no", "not today") : .answer(to: call)
            }
        ) { scene in
            _ = try await scene.tally("run", "trial.yaml", "--cache", "write")
            _ = try await scene.tally("forget", "--case", "case-1")
            let before = scene.server.calls.count
            _ = try await scene.tally("run", "trial.yaml", "--cache", "write")
            let shops = scene.server.calls.dropFirst(before).map(\.shop).sorted()
            #expect(shops == ["Shop1", "Shop2"])
        }
    }

    @Test func `a rescore judges answers that were given again`() async throws {
        try await Scene.with(cases: 3) { scene in
            for _ in 0..<2 { _ = try await scene.tally("run", "trial.yaml", "--cache", "write") }
            try scene.change(
                "fields: [merchant, date, total]",
                to: "fields: [merchant, date, total]\n  required: [merchant]"
            )
            let outcome = try await scene.tally("rescore", "latest", "--benchmark", "trial.yaml")
            #expect(outcome.code == 0, "\(outcome.messages)")
            #expect((outcome.output + outcome.messages).contains("3 trials scored again"))
        }
    }

    @Test
    func `a cascade and its profiles alone share their answers, and cost the same as without`()
        async throws
    {
        try await CascadeScene.with { scene in
            let apart = try await scene.tally("run", "cascade.yaml", "--json")
            let sent = scene.cheap.calls.count + scene.strong.calls.count
            _ = try await scene.tally(
                "run",
                "cascade.yaml",
                "--models",
                "cheap",
                "--cache",
                "write"
            )
            _ = try await scene.tally(
                "run",
                "cascade.yaml",
                "--models",
                "strong",
                "--cache",
                "write"
            )
            let before = scene.cheap.calls.count + scene.strong.calls.count
            let shared = try await scene.tally("run", "cascade.yaml", "--json", "--cache", "read")
            #expect(sent == 39)
            #expect(scene.cheap.calls.count + scene.strong.calls.count == before)
            for (one, other) in zip(try costs(apart), try costs(shared)) { #expect(one == other) }
            let both = try JSONParser.parse(shared.output)["runs"]?.array?.last
            #expect(both?["cache"]?["response_answers"] == 15)
        }
    }

    private func costs(_ outcome: Outcome) throws -> [JSONValue?] {
        let runs = try JSONParser.parse(outcome.output)["runs"]?.array ?? []
        #expect(runs.count == 3)
        return runs.map { $0["cost"]?["per_document_usd"] }
    }
}
