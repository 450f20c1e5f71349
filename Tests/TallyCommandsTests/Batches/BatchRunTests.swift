import TallyCore
import Testing

/// `mode: batch` beside the same model asked live.
@Suite(.timeLimit(.minutes(3)))
struct BatchRunTests {
    private static let prices = """
        prices:
          m: {from: 2026-01-01, input: 2, output: 8}
          m@batch: {from: 2026-01-01, input: 1, output: 4}

        """

    /// A simulator serves `sim-a` while `body` runs beside `batches.yaml`.
    private static func with(
        simulation: String = "",
        variants: String,
        cases: Int = 30,
        _ body: (Sandbox, String) async throws -> Void
    ) async throws {
        try await Sandbox.with { sandbox in
            try sandbox.write(Receipts.file(cases), to: "receipts.jsonl")
            try sandbox.write(
                "sim-a: {provider: simulated, model: sim-a, simulation: {\(simulation)}}\n",
                to: ".config/tally/profiles.yaml"
            )
            let server = try sandbox.start([
                "simulate", "--port", "0", "--dataset", "receipts.jsonl", "--speed", "50",
            ])
            try await wait(until: "the simulator serves") { server.output.contains("\n") }
            let words = server.output.split(whereSeparator: \.isWhitespace)
            let url = String(try #require(words.last)).replacing("/v1", with: "")
            try sandbox.write(
                """
                name: batches
                dataset: receipts.jsonl
                task: {fields: [merchant, date, total]}
                variants: [\(variants)]
                profiles:
                  live: {provider: openai, model: sim-a, endpoint: "\(url)/v1", key_env: null, price: m}
                  azure: {provider: azure, model: sim-a, endpoint: "\(url)", key_env: AZURE_KEY, price: m}

                """,
                to: "batches.yaml"
            )
            try sandbox.write(prices, to: "prices.yaml")
            try await body(sandbox, url)
        }
    }

    private static let quick = "mode: batch, batch: {poll: 50ms, gather: 100ms}"

    private func run(_ sandbox: Sandbox, _ arguments: String...) async throws -> Outcome {
        try await sandbox.run(
            ["run", "batches.yaml"] + arguments,
            environment: ["AZURE_KEY": "sk-azure-4711"]
        )
    }

    @Test func `a batch has the same answers at half the price, and no latency`() async throws {
        try await Self.with(
            simulation: "field_error: {clean: 0.1}",
            variants: "live, {name: overnight, profile: live, \(Self.quick)}"
        ) { sandbox, _ in
            let outcome = try await run(sandbox, "--json")
            #expect(outcome.code == 0, "\(outcome.messages)")
            let runs = try JSONParser.parse(outcome.output)["runs"]
            let (live, batch) = (runs?[0], runs?[1])
            #expect(live?["document_exact"] == batch?["document_exact"])
            let costs = [live, batch].map { $0?["cost"]?["total_usd"]?.double ?? 0 }
            #expect(costs[0] > 0 && abs(costs[0] - 2 * costs[1]) < 1e-9)
            #expect(batch?["cost"]?["unpriced"] == live?["cost"]?["unpriced"])
            #expect(batch?["latency"]?["n"] == 0)
            #expect(live?["latency"]?["n"]?.integer ?? 0 > 25)
            #expect(batch?["simulated"] == true)
            let shown = try await sandbox.run(["show", "overnight"]).output
            let table = try #require(shown.split(separator: "operations").last)
            let row = table.split(separator: "\n").first { $0.hasPrefix("overnight") }
            let columns = try #require(row).split(separator: " ")
            #expect(columns[1] == "30" && columns[3] == "-", "\(shown)")
        }
    }

    @Test(arguments: ["", ", route: deployments, api_version: 2025-04-01-preview"])
    func `Azure's routes answer batches`(route: String) async throws {
        try await Self.with(
            variants: "{name: overnight, profile: azure, \(Self.quick)}",
            cases: 8
        ) { sandbox, _ in
            let text = String(decoding: try sandbox.bytes(of: "batches.yaml"), as: UTF8.self)
            let routed = text.replacing("key_env: AZURE_KEY", with: "key_env: AZURE_KEY" + route)
            try sandbox.write(routed, to: "batches.yaml")
            let outcome = try await run(sandbox, "--json")
            #expect(outcome.code == 0, "\(outcome.messages)")
            let summary = try JSONParser.parse(outcome.output)["runs"]?[0]
            #expect(summary?["trials"]?["scored"] == 8)
            #expect(summary?["cost"]?["total_usd"]?.double ?? 0 > 0)
        }
    }

    @Test func `what failed in a batch is asked again in another`() async throws {
        try await Self.with(
            simulation: "server_error_share: 0.3, seed: 4",
            variants: "{name: overnight, profile: live, \(Self.quick)}"
        ) { sandbox, _ in
            let outcome = try await run(sandbox, "--json")
            #expect(outcome.code == 0, "\(outcome.messages)")
            let summary = try JSONParser.parse(outcome.output)["runs"]?[0]
            #expect(summary?["trials"]?["scored"] == 30)
            #expect(summary?["requests"]?.integer ?? 0 > 30)
            let batches = outcome.messages.matches(of: #/was handed over/#).count
            #expect(batches > 1, "\(outcome.messages)")
        }
    }

    @Test func `smaller batches hold no more than they are told to`() async throws {
        try await Self.with(
            variants: """
                {name: overnight, profile: live, mode: batch, \
                batch: {requests: 7, poll: 50ms, gather: 100ms}}
                """,
            cases: 20
        ) { sandbox, _ in
            let outcome = try await run(sandbox)
            #expect(outcome.code == 0, "\(outcome.messages)")
            let sizes = outcome.messages.matches(of: #/of (\d+) requests was/#).map {
                Int($0.1) ?? 0
            }
            #expect(sizes.reduce(0, +) == 20 && sizes.allSatisfy { $0 <= 7 }, "\(outcome.messages)")
        }
    }

    @Test(arguments: [
        ("arrivals: {constant: 5}", "arrivals send each request at its time"),
        ("schedule: lockstep", "schedule: lockstep sends each request beside"),
        ("warm_up: 3", "warm_up is about times"),
    ])
    func `what needs a time of its own is refused beside a batch`(line: String, reason: String)
        async throws
    {
        try await Self.with(
            variants: "live, {name: overnight, profile: live, \(Self.quick)}",
            cases: 4
        ) { sandbox, _ in
            let text = String(decoding: try sandbox.bytes(of: "batches.yaml"), as: UTF8.self)
            try sandbox.write(line + "\n" + text, to: "batches.yaml")
            let outcome = try await run(sandbox)
            #expect(outcome.code == 2)
            #expect(outcome.messages.contains("overnight: mode: batch"), "\(outcome.messages)")
            #expect(outcome.messages.contains(reason), "\(outcome.messages)")
        }
    }

    @Test func `no cassette is recorded of a batch, and the run says so`() async throws {
        try await Self.with(
            variants: "live, {name: overnight, profile: live, \(Self.quick)}",
            cases: 4
        ) { sandbox, _ in
            let outcome = try await run(sandbox, "--record", "tapes")
            #expect(outcome.code == 0)
            #expect(outcome.messages.contains("recorded 4 requests: tapes/live.jsonl"))
            #expect(outcome.messages.contains("overnight is not recorded: batches have no"))
            let later = try await sandbox.run(["record", "overnight", "--out", "tapes"])
            #expect(later.code == 2)
            #expect(later.messages.contains("nothing to record"))
        }
    }
}
