import TallyCore
import Testing

/// Predictions made elsewhere become a run like any other, and say what they are.
struct ImportPredictionsTests {
    private static let lines = """
        {"id":"case-1","prediction":{"merchant":"Shop1","date":"2026-03-14","total":1.50},\
        "usage":{"prompt_tokens":100,"completion_tokens":20,"prompt_tokens_details":{"cached_tokens":40}},\
        "latency_s":1.5,"ttft_s":0.5,"cost_usd":0.00123,"model_version":"m-2026","note":"x"}
        {"id":"case-2","pred":"```json\\n{\\"merchant\\":\\"Shop2\\",\\"date\\":\\"14/03/2026\\",\\"total\\":2.5}\\n```","cost_usd":0.001}
        {"id":"case-3","prediction":null,"cost_usd":0}

        {"id":"case-4","error":"timeout","cost_usd":0}
        {"id":"case-5","prediction":"no receipt here","cost_usd":0.0005}

        """

    private static func place(_ sandbox: Sandbox, cases: Int = 6, lines: String = lines) throws {
        try sandbox.write(Receipts.file(cases), to: "receipts.jsonl")
        try sandbox.write(lines, to: "p.jsonl")
    }

    private static let arguments = [
        "import", "predictions", "p.jsonl", "--dataset", "receipts.jsonl", "--model", "their-model",
    ]

    @Test func `predictions are scored, priced and timed as stated`() async throws {
        try await Sandbox.with { sandbox in
            try Self.place(sandbox)
            let outcome = try await sandbox.run(Self.arguments + ["--json"])
            #expect(outcome.code == 0, "\(outcome.messages)")
            #expect(outcome.messages.contains("not read: note\n"))
            #expect(outcome.messages.contains("1 cases have no prediction\n"))
            let run = try #require(try JSONParser.parse(outcome.output)["runs"]?[0])
            #expect(run["name"] == "their-model")
            #expect(run["imported"] == true && run["simulated"] == false)
            let trials: JSONValue = [
                "planned": 6, "scored": 2, "parse_failed": 2, "failed": 1, "pending": 1,
            ]
            #expect(run["trials"] == trials)
            // Two right of the four that count: a time-out says nothing of the model.
            #expect(run["document_exact"]?["value"]?.double == 0.5)
            #expect(run["cost"]?["total_usd"]?.double == 0.00273)
            #expect(run["tokens"]?["cached_input"] == 40)
            #expect(run["latency"]?["p50_s"] == .null || run["latency"]?["n"] == 1)
            #expect(run["returned_models"] == ["m-2026": 1])
        }
    }

    @Test func `an imported run is shown, rescored and exported, and never sent`() async throws {
        try await Sandbox.with { sandbox in
            try Self.place(sandbox)
            let table = try await sandbox.run(Self.arguments)
            #expect(table.output.contains("imp."))
            let digest = try await sandbox.run(["show", "latest", "--digest"]).output
            #expect(try await sandbox.run(["rescore", "their-model"]).code == 0)
            #expect(try await sandbox.run(["show", "latest", "--digest"]).output == digest)
            let shown = try await sandbox.run(["show", "their-model", "--case", "case-5"])
            #expect(shown.output.contains("no receipt here"))
            #expect(try await sandbox.run(["export", "latest"]).code == 0)
            let resumed = try await sandbox.run(["resume"])
            #expect(resumed.code == 2)
            #expect(resumed.messages.contains("nothing to resume"))
        }
    }

    @Test func `without cost or usage the price is unknown, not nothing`() async throws {
        try await Sandbox.with { sandbox in
            try Self.place(sandbox, cases: 1, lines: "{\"id\":\"case-1\",\"prediction\":{}}\n")
            let outcome = try await sandbox.run(Self.arguments + ["--json"])
            let cost = try JSONParser.parse(outcome.output)["runs"]?[0]?["cost"]
            #expect(cost?["total_usd"] == .null)
            #expect(cost?["unpriced"] == 1)
        }
    }

    @Test(
        arguments: [
            (#"{"prediction":1}"#, "p.jsonl:1: id: expected the case's id, found nothing"),
            (#"{"id":"case-1"}"#, "p.jsonl:1: missing key \"prediction\""),
            (
                #"{"id":"case-9","prediction":{}}"#,
                "p.jsonl:1: id: no case \"case-9\" in receipts.jsonl"
            ),
            (
                "{\"id\":\"case-1\",\"prediction\":{}}\n{\"id\":\"case-1\",\"prediction\":{}}",
                "p.jsonl:2: id: a second prediction of \"case-1\"; number them with \"repeat\""
            ),
            (
                #"{"id":"case-1","prediction":{},"latncy_s":3}"#,
                "p.jsonl:1: unknown key \"latncy_s\"; did you mean \"latency_s\"?"
            ),
            (
                #"{"id":"case-1","prediction":{},"cost_usd":-1}"#,
                "cost_usd: expected dollars, found -1"
            ),
            (#"{"id":"case-1","prediction":{},"latency_s":"1"}"#, "latency_s: expected seconds"),
            (
                #"{"id":"case-1","prediction":{},"usage":{"tokens":3}}"#,
                "usage: expected prompt_tokens"
            ),
            (
                #"{"id":"case-1","prediction":{},"error":"bad"}"#,
                "error: expected one of timeout, connect"
            ),
            (#"{"id":"case-1","prediction":5}"#, "prediction: expected an object, a text or null"),
            (
                #"{"id":"case-1","prediction":{},"error":"timeout"}"#,
                "a prediction and an error exclude each other"
            ),
            (
                #"{"id":"case-1","prediction":{},"usage":{"prompt_tokens":10,"completion_tokens":1,"prompt_tokens_details":{"cached_tokens":20}}}"#,
                "usage: its counts contradict each other"
            ),
            ("", "p.jsonl: holds no prediction"),
        ] as [(String, String)]
    )
    func `a line that cannot be is named, and nothing is stored`(
        lines: String,
        message: String
    ) async throws {
        try await Sandbox.with { sandbox in
            try Self.place(sandbox, lines: lines + "\n")
            let outcome = try await sandbox.run(Self.arguments)
            #expect(outcome.code == 2)
            #expect(outcome.messages.contains(message), "\(outcome.messages)")
            #expect(!sandbox.exists("results/tally.sqlite"))
        }
    }
}
