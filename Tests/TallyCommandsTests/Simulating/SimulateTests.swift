import AsyncHTTPClient
import NIOCore
import TallyCore
import Testing

/// `tally simulate` as an endpoint: its results are never taken for a model's, its count agrees with the ledger.
@Suite(.timeLimit(.minutes(3)))
struct SimulateTests {
    @Test func `a run against the simulator is marked, whatever its profile says`() async throws {
        try await Self.withSimulator(cases: 10) { sandbox, _ in
            let run = try await sandbox.run(["run", "posing.yaml", "--json"])
            #expect(run.code == 0)
            let document = try JSONParser.parse(run.output)
            #expect(document["runs"]?[0]?["name"]?.string == "real-model")
            #expect(document["runs"]?[0]?["simulated"]?.bool == true)

            let list = try await sandbox.run(["list", "--json"])
            #expect(try JSONParser.parse(list.output)["simulated"]?.bool == true)
            #expect(try await sandbox.run(["list"]).output.contains("complete sim"))
            let table = try await sandbox.run(["show", "latest"])
            #expect(table.output.contains("simulated: no model answered"))
        }
    }

    @Test func `the server counts as many requests as the ledger has attempts`() async throws {
        try await Self.withSimulator(cases: 40) { sandbox, url in
            let outcome = try await sandbox.run(["run", "posing.yaml", "--json"])
            #expect(outcome.code == 0)
            let store = StoreFile(sandbox)
            let counted = try await Self.statistics(url)
            #expect(counted["requests"]?.integer == store.count("attempts"))
            #expect(counted["answered"]?.integer == 40)
            #expect(counted["unknown_receipts"]?.integer == 0)
            // Some were refused and sent again: the count is not merely that of the cases.
            #expect(store.count("attempts", where: "status = 429") > 0)
        }
    }

    @Test func `a kill leaves no request without an attempt`() async throws {
        try await Self.withSimulator(cases: 60, speed: 5) { sandbox, url in
            let program = try sandbox.start(["run", "posing.yaml"])
            let store = StoreFile(sandbox)
            try await wait(until: "some attempts are done") {
                store.count("attempts", where: "state = 'done'") >= 15
            }
            program.kill()
            _ = try await program.outcome()
            let opened = store.count("attempts")
            let arrived = try #require(try await Self.statistics(url)["requests"]?.integer)
            // A row may be there whose request never left, but no more than were in flight.
            #expect((opened - 4...opened).contains(arrived))

            let resumed = try await sandbox.run(["resume"])
            #expect(resumed.code == 0, "\(resumed.messages)")
            let requests = try #require(try await Self.statistics(url)["requests"]?.integer)
            #expect(requests - arrived == store.count("attempts") - opened)
            #expect(store.count("trials", where: "accepted = 1") == 60)
        }
    }

    /// Runs a simulator with a model that refuses one request in ten, and a benchmark that takes it for a real one.
    private static func withSimulator(
        cases: Int,
        speed: Int = 20,
        _ body: (Sandbox, String) async throws -> Void
    ) async throws {
        try await Sandbox.with { sandbox in
            try sandbox.write(Receipts.file(cases), to: "receipts.jsonl")
            try sandbox.write(
                """
                sim-quick:
                  provider: simulated
                  model: sim-quick
                  simulation: {ttft: 0.4, tokens_per_second: 5000, rate_limit_share: 0.1}

                """,
                to: ".config/tally/profiles.yaml"
            )
            let arguments = ["simulate", "--port", "0", "--dataset", "receipts.jsonl"]
            let server = try sandbox.start(arguments + ["--speed", "\(speed)"])
            try await wait(until: "the simulator serves") { server.output.contains("\n") }
            let words = server.output.split(whereSeparator: \.isWhitespace)
            let url = String(try #require(words.last))
            try sandbox.write(
                """
                name: posing
                dataset: receipts.jsonl
                variants: [real-model]
                profiles:
                  real-model:
                    {provider: openai, model: sim-quick, endpoint: "\(url)", concurrency: 4}

                """,
                to: "posing.yaml"
            )
            try await body(sandbox, url)
        }
    }

    /// What the simulator counted of its one model.
    private static func statistics(_ url: String) async throws -> JSONValue {
        let request = HTTPClientRequest(url: url.replacing("/v1", with: "/stats"))
        let response = try await HTTPClient.shared.execute(request, timeout: .seconds(5))
        let body = try await response.body.collect(upTo: 1 << 20)
        let document = try JSONParser.parse(Array(body.readableBytesView))
        return try #require(document["models"]?["sim-quick"])
    }
}
