import TallyCore
import Testing

struct ModelCommandTests {
    @Test func `the list tells prices, keys and ends, and never a key`() async throws {
        try await Sandbox.with { sandbox in
            let list = try await sandbox.run(
                ["models", "list", "--json"],
                environment: ["OPENAI_API_KEY": "sk-canary"]
            )
            #expect(list.code == 0)
            let models = try #require(try JSONParser.parse(list.output).array)
            let mini = try #require(models.first { $0["name"] == "gpt-4o-mini" })
            #expect(mini["usd_per_million"]?["input"] == .number("0.15"))
            #expect(mini["key"] == "set")
            let old = try #require(models.first { $0["name"] == "gpt-4" })
            #expect(old["retires"] == "2026-10-23" && old["instead"] == "gpt-4.1")
            let table = try await sandbox.run(
                ["models", "list"],
                environment: ["OPENAI_API_KEY": "sk-canary"]
            )
            #expect(table.output.contains("azure-openai"))
            #expect(!(list.output + table.output + list.messages).contains("canary"))
        }
    }

    @Test func `a benchmark's own profiles are listed with it`() async throws {
        try await Scene.with(cases: 1) { scene in
            let list = try await scene.tally(
                "models",
                "list",
                "--benchmark",
                "trial.yaml",
                "--json"
            )
            let models = try #require(try JSONParser.parse(list.output).array)
            #expect(models.first?["name"] == "remote")
            #expect(models.first?["key"] == "set")
        }
    }

    @Test func `a live check tells what the endpoint can do, and stores nothing`() async throws {
        let answer = #"{"merchant": "CORNER SHOP", "total": 2.50}"#
        try await Scene.with(cases: 1, script: { _ in .completion(answer) }) { scene in
            let arguments = ["models", "check", "remote", "--benchmark", "trial.yaml", "--live"]
            let check = try await scene.tally(arguments)
            #expect(check.code == 0, "\(check.output)\(check.messages)")
            #expect(check.output.contains("/v1/chat/completions"))
            #expect(check.output.contains("by test-model"))
            #expect(check.output.contains("answer  valid\n"))
            #expect(check.output.contains("20 tokens read, 10 written: unpriced"))
            #expect(scene.server.calls.count == 1)
            #expect(!scene.sandbox.exists("results/tally.sqlite"))
        }
    }

    @Test func `an endpoint without a schema is told from one that is down`() async throws {
        try await Scene.with(cases: 1) { scene in
            let text = String(decoding: try scene.sandbox.bytes(of: "trial.yaml"), as: UTF8.self)
            try scene.sandbox.write(
                text.replacing("output: prompt", with: "output: json_schema"),
                to: "trial.yaml"
            )
            scene.server.mend { call in
                call.number == 1
                    ? .refusal(400, code: "invalid_request_error", "response_format is unknown")
                    : .completion(#"{"merchant": "CORNER SHOP", "total": 2.5}"#)
            }
            let arguments = ["models", "check", "remote", "--benchmark", "trial.yaml", "--live"]
            let check = try await scene.tally(arguments)
            #expect(check.code == 6)
            #expect(check.output.contains("response_format is unknown"))
            #expect(check.output.contains("`output: prompt`"))
            #expect(check.output.contains("answered in"))
        }
    }

    @Test func `what is retired or lacks its key is not usable`() async throws {
        try await Sandbox.with { sandbox in
            let check = try await sandbox.run(["models", "check", "gpt-4", "--json"])
            #expect(check.code == 6)
            let document = try JSONParser.parse(check.output)
            #expect(document[0]?["usable"] == false)
            let texts = document[0]?["findings"]?.array?.compactMap { $0["text"]?.string } ?? []
            #expect(texts.contains("retired by its provider on 2026-10-23; use gpt-4.1"))
            #expect(texts.contains("OPENAI_API_KEY is missing"))
        }
    }

    @Test(arguments: [
        (["models", "check", "gpt-4p"], "unknown profile \"gpt-4p\""),
        (["models", "check", "--live"], "--live needs the names of profiles"),
        (["models", "list", "--benchmark", "none.yaml"], "none.yaml: no such file"),
    ])
    func `a mistake is one line and exit code 2`(arguments: [String], message: String) async throws
    {
        try await Sandbox.with { sandbox in
            let outcome = try await sandbox.run(arguments)
            #expect(outcome.code == 2)
            #expect(outcome.messages.contains(message), "\(outcome.messages)")
        }
    }

    @Test func `running a retired model says so once, and runs`() async throws {
        try await Scene.with(cases: 2) { scene in
            let text = String(decoding: try scene.sandbox.bytes(of: "trial.yaml"), as: UTF8.self)
            try scene.sandbox.write(
                text + "    retires: 2020-01-01\n    instead: newer\n",
                to: "trial.yaml"
            )
            let outcome = try await scene.tally("run", "trial.yaml")
            #expect(outcome.code == 0)
            let said = outcome.messageLines.filter { $0.contains("remote was retired") }
            #expect(said == ["remote was retired by its provider on 2020-01-01; use newer"])
        }
    }
}
