import Foundation
import TallyCore
import Testing

/// `tally dataset audit` of experiments that the real program ran.
@Suite(.timeLimit(.minutes(3)))
struct AuditTests {
    /// Three models; the first two read another total on the receipts of shops 2 and 3 than their labels say.
    private func audited(
        variants: String = "[strong, other, weak, rules]",
        _ body: @escaping @Sendable (Sandbox) async throws -> Void
    ) async throws {
        try await Sandbox.with { sandbox in
            let server = ModelServer { call in
                let answer = Receipts.answer(for: call.shop)
                let isStrong = call.text.hasPrefix("STRONG") || call.text.hasPrefix("OTHER")
                guard isStrong, call.shop == "Shop2" || call.shop == "Shop3" else {
                    return .completion(answer)
                }
                let total = call.text.hasPrefix("STRONG") ? "99.10" : "\"99.1\""
                return .completion(answer.replacing("\(call.shop.dropFirst(4)).50", with: total))
            }
            try await server.serving { port in
                try sandbox.write(Receipts.file(4), to: "receipts.jsonl")
                try sandbox.write(Self.benchmark(port, variants), to: "audit.yaml")
                #expect(try await sandbox.run(["run", "audit.yaml"]).code == 0)
                try await body(sandbox)
            }
        }
    }

    private static func benchmark(_ port: Int, _ variants: String) -> String {
        let profiles = ["strong", "other", "weak"].map { name in
            """
              \(name)-model:
                provider: openai
                model: \(name)
                endpoint: http://127.0.0.1:\(port)/v1
                output: prompt
                stream: false

            """
        }
        let lines = variants.dropFirst().dropLast().split(separator: ", ").map { name in
            name == "rules" || name.hasPrefix("sim-")
                ? "  - \(name)\n"
                : "  - {name: \(name), profile: \(name)-model, prompt: \(name)}\n"
        }
        return """
            name: audit
            dataset: receipts.jsonl
            prompts:
              strong: {prompt: "STRONG {{text}}"}
              other: {prompt: "OTHER {{text}}"}
              weak: {prompt: "WEAK {{text}}"}
            variants:
            \(lines.joined())profiles:
            \(profiles.joined())
            """
    }

    @Test func `labels that models contradict together are listed with what they change`()
        async throws
    {
        try await audited { sandbox in
            let before = try sandbox.bytes(of: "receipts.jsonl")
            let outcome = try await sandbox.run([
                "dataset", "audit", "latest", "--models", "strong,other", "--json",
            ])
            #expect(outcome.code == 0 && outcome.messages == "")
            let document = try JSONParser.parse(outcome.output)
            let suspects = document["suspects"]?.array ?? []
            #expect(Set(suspects.map { $0["case"]?.string }) == ["case-2", "case-3"])
            #expect(
                suspects.allSatisfy {
                    $0["field"] == "total" && $0["agree"] == ["strong", "other"]
                }
            )
            #expect(suspects.first?["answer"] == .number("99.10"))
            let rates = document["document_exact"]?.array ?? []
            #expect(rates.map { $0["name"]?.string } == ["strong", "other", "weak", "rules"])
            #expect(rates[0]["as_is"]?["value"]?.double == 0.5)
            #expect(rates[0]["without_suspects"]?["value"]?.double == 1)
            #expect(rates[2]["as_is"]?["value"]?.double == 1)
            #expect(document["order_changes"] == true)
            #expect(try sandbox.bytes(of: "receipts.jsonl") == before)
        }
    }

    @Test func `all real models must agree unless fewer are asked for`() async throws {
        try await audited { sandbox in
            let all = try await sandbox.run(["dataset", "audit", "audit"])
            #expect(all.code == 0)
            #expect(all.output.contains("no label in doubt"))
            #expect(all.output.contains("of strong, other, weak agree"))
            let two = try await sandbox.run(["dataset", "audit", "audit", "--min-agree", "2"])
            #expect(two.output.contains("2 labels in doubt in 2 cases"))
            #expect(two.output.contains("case-2  total  strong, other  99.10   2.50"))
        }
    }

    @Test(arguments: [
        (["--models", "strong"], "has only strong by --models"),
        (["--models", "strong,strnog"], "--models: no run or profile \"strnog\" in experiment"),
        (["--min-agree", "4"], "--min-agree 4: expected 2 to 3, the number of runs audited"),
    ])
    func `too few runs are refused in one line`(options: [String], message: String) async throws {
        try await audited { sandbox in
            let outcome = try await sandbox.run(["dataset", "audit", "latest"] + options)
            #expect(outcome.code == 2)
            #expect(outcome.output == "")
            #expect(outcome.messageLines.count == 1)
            #expect(outcome.messages.contains(message))
        }
    }

    @Test func `simulated and local runs count only when they are named`() async throws {
        try await audited(variants: "[strong, rules, sim-gpt-4o]") { sandbox in
            let refused = try await sandbox.run(["dataset", "audit", "latest"])
            #expect(refused.code == 2)
            #expect(refused.messages.contains("has only strong that asked a real model"))
            #expect(refused.messages.contains("strong, rules, sim-gpt-4o"))
            let named = try await sandbox.run([
                "dataset", "audit", "latest", "--models", "strong,sim-gpt-4o",
            ])
            #expect(named.code == 0)
            #expect(named.output.contains("sim-gpt-4o"))
            #expect(named.output.contains("(simulated)"))
        }
    }
}
