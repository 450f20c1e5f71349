import TallyCore
import Testing

/// Several prompts and parameters in one benchmark, asked over the wire.
@Suite(.timeLimit(.minutes(3)))
struct PromptRunTests {
    private static func benchmark(_ port: Int) -> String {
        """
        name: prompts
        dataset: receipts.jsonl
        prompts:
          plain: {prompt: "PLAIN {{text}}"}
          kept: {file: kept.txt}
        variants:
          - {profile: remote, grid: {temperature: [0, 0.7]}}
        profiles:
          remote:
            provider: openai
            model: test-model
            endpoint: http://127.0.0.1:\(port)/v1
            output: prompt
            stream: false

        """
    }

    @Test func `each variant asks with its own prompt and is a run of its own`() async throws {
        try await Sandbox.with { sandbox in
            let server = ModelServer()
            try await server.serving { port in
                try sandbox.write(Receipts.file(2), to: "receipts.jsonl")
                try sandbox.write(Self.benchmark(port), to: "prompts.yaml")
                try sandbox.write("KEPT {{text}}\n", to: "kept.txt")
                let outcome = try await sandbox.run(["run", "prompts.yaml", "--json"])
                #expect(outcome.code == 0)
                let runs = try JSONParser.parse(outcome.output)["runs"]?.array ?? []
                #expect(
                    runs.map { $0["name"]?.string } == [
                        "remote/plain/temperature=0", "remote/plain/temperature=0.7",
                        "remote/kept/temperature=0", "remote/kept/temperature=0.7",
                    ]
                )
                let texts = server.calls.map(\.text)
                #expect(texts.filter { $0.hasPrefix("PLAIN SHOP") }.count == 4)
                #expect(
                    texts.filter { $0.hasPrefix("KEPT SHOP") && !$0.hasSuffix("\n") }.count == 4
                )
                let keys = try StoreFile(sandbox).strings("SELECT DISTINCT key FROM runs")
                #expect(keys.count == 4)
                let shown = try await sandbox.run(["show", "remote/kept/temperature=0.7"])
                #expect(shown.output.contains("remote/kept/temperature=0.7 · "))
            }
        }
    }

    @Test func `a resumed variant keeps its prompt, whatever became of the file`() async throws {
        try await Sandbox.with { sandbox in
            let server = ModelServer()
            try await server.serving { port in
                try sandbox.write(Receipts.file(2), to: "receipts.jsonl")
                try sandbox.write(Self.benchmark(port), to: "prompts.yaml")
                try sandbox.write("KEPT {{text}}\n", to: "kept.txt")
                server.mend { _ in .refusal(401, code: "invalid_api_key", "no") }
                #expect(try await sandbox.run(["run", "prompts.yaml"]).code == 6)
                try sandbox.write("CHANGED {{text}}\n", to: "kept.txt")
                server.mend()
                let before = server.calls.count
                #expect(try await sandbox.run(["resume"]).code == 0)
                let texts = server.calls.dropFirst(before).map(\.text)
                #expect(texts.count == 8)
                #expect(texts.filter { $0.hasPrefix("KEPT SHOP") }.count == 4)
            }
        }
    }
}
