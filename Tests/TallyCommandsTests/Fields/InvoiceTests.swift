import TallyCore
import Testing

/// Documents that are no receipts: the benchmark names their fields and how each is compared.
@Suite(.timeLimit(.minutes(3)))
struct InvoiceTests {
    private func run(
        _ body: @escaping @Sendable (Sandbox, ModelServer, Outcome) async throws -> Void
    ) async throws {
        try await Sandbox.with { sandbox in
            let server = ModelServer { .completion(Invoices.answer(to: $0.shop)) }
            try await server.serving { port in
                try sandbox.write(Invoices.dataset, to: "invoices.jsonl")
                try sandbox.write(Invoices.benchmark(port: port), to: "invoices.yaml")
                let outcome = try await sandbox.run(["run", "invoices.yaml", "--json"])
                try await body(sandbox, server, outcome)
            }
        }
    }

    @Test func `each field is scored under its own comparator`() async throws {
        try await run { _, _, outcome in
            #expect(outcome.code == 0)
            let remote = try JSONParser.parse(outcome.output)["runs"]?[1]
            #expect(remote?["trials"]?["scored"] == 4)
            func counts(_ name: String) -> [String: Int] {
                let members = remote?["fields"]?[name]?.object?.members ?? []
                let pairs = members.map { ($0.key, $0.value.integer ?? -1) }
                return Dictionary(uniqueKeysWithValues: pairs).filter { $0.value != 0 }
            }
            #expect(counts("invoice_number") == ["correct": 4])
            #expect(counts("due_date") == ["correct": 2, "absent": 1])
            #expect(counts("status") == ["correct": 3, "wrong": 1])
            #expect(counts("orders") == ["correct": 1, "absent": 1, "wrong": 1])
            #expect(counts("net") == ["correct": 1, "wrong": 1])
            #expect(counts("paid_on") == ["correct": 1, "absent": 1])
            #expect(remote?["document_exact"]?["value"]?.double == 0.75)
        }
    }

    @Test func `the rules leave alone what they do not know`() async throws {
        try await run { _, _, outcome in
            let rules = try JSONParser.parse(outcome.output)["runs"]?[0]
            #expect(rules?["state"] == "complete")
            #expect(rules?["trials"]?["scored"] == 4)
            #expect(rules?["trials"]?["parse_failed"] == 0)
            #expect(rules?["fields"]?["invoice_number"]?["omitted"] == 4)
            #expect(rules?["fields"]?["total"]?["correct"]?.integer ?? 0 > 0)
        }
    }

    @Test func `the model is told of each field`() async throws {
        try await run { _, server, _ in
            let text = try #require(server.calls.first?.text)
            #expect(text.contains("- invoice_number: the number of the invoice\n"))
            #expect(text.contains("- due_date: when it must be paid; a date as YYYY-MM-DD\n"))
            #expect(text.contains("- status: one of \"paid\", \"open\"\n"))
            #expect(text.contains("- orders: a list of texts\n"))
        }
    }

    @Test func `a case is shown with its own fields, and the experiment can be read back`()
        async throws
    {
        try await run { sandbox, _, _ in
            let shown = try await sandbox.run(["show", "remote", "--case", "inv-3"])
            #expect(shown.output.contains(#"["77","77","78"]"#))
            #expect(shown.output.contains(#"["77","78"]"#))
            let resumed = try await sandbox.run(["resume", "latest"])
            #expect(resumed.messages.contains("nothing to resume, every run is complete"))
            let again = try await sandbox.run(["resume", "remote"])
            #expect(again.messages.contains("is complete: nothing to resume"))
        }
    }

    @Test func `an interrupted run goes on with the same fields`() async throws {
        try await run { sandbox, server, _ in
            let store = StoreFile(sandbox)
            try store.execute("UPDATE experiments SET state = 'partial'")
            try store.execute(
                "UPDATE trials SET accepted = 0, state = 'pending' WHERE error IS NULL AND run = (SELECT id FROM runs WHERE name = 'remote')"
            )
            let before = server.calls.count
            let outcome = try await sandbox.run(["resume", "latest", "--json"])
            #expect(outcome.code == 0)
            #expect(server.calls.count == before + 4)
            let remote = try JSONParser.parse(outcome.output)["runs"]?[1]
            #expect(remote?["document_exact"]?["value"]?.double == 0.75)
        }
    }
}
