import TallyCore
import Testing

/// Documents that come faster than they are answered wait, and the run says so.
@Suite(.timeLimit(.minutes(3)))
struct ArrivalRunTests {
    private static func benchmark(_ arrivals: String) -> String {
        """
        name: busy
        dataset: receipts.jsonl
        concurrency: 1
        variants: [sim-fixed]
        \(arrivals)
        task:
          fields: [merchant, date, total]
        profiles:
          sim-fixed:
            provider: simulated
            model: sim-fixed
            output: prompt
            stream: false
            simulation: {ttft: 50ms, ttft_spread: 0, tokens_per_second: 1000000}

        """
    }

    private static func run(_ arrivals: String, cases: Int = 40) async throws -> JSONValue {
        try await Sandbox.with { sandbox in
            try sandbox.write(Receipts.file(cases), to: "receipts.jsonl")
            try sandbox.write(benchmark(arrivals), to: "busy.yaml")
            let outcome = try await sandbox.run(["run", "busy.yaml", "--json"])
            #expect(outcome.code == 0, "\(outcome.messages)")
            return try #require(try JSONParser.parse(outcome.output)["runs"]?[0])
        }
    }

    @Test func `above capacity response grows as queueing says while service stays flat`()
        async throws
    {
        // 20 a second can be answered; 40 come: each waits 25 ms longer than the one before.
        let run = try await Self.run("arrivals: {poisson: 40}")
        let (service, response) = (run["latency"], run["response"])
        #expect(service?["p50_s"]?.double ?? 0 >= 0.05)
        #expect(response?["arrivals"] == ["poisson": 40])
        // Of 40, the last is answered 2 s after the first came, and came 1 s after it, give or take.
        let half = try #require(response?["p50_s"]?.double)
        #expect(half > 0.2 && half > 3 * (service?["p50_s"]?.double ?? 1))
        #expect(response?["queue_p50_s"]?.double ?? 0 > 0.15)
    }

    @Test func `in a closed loop a document waits for no other`() async throws {
        let run = try await Self.run("warm_up: 4", cases: 12)
        #expect(run["response"]?["arrivals"] == "closed")
        #expect(run["latency"]?["n"] == 8 && run["response"]?["n"] == 8)
        #expect(run["trials"]?["scored"] == 12)
        let wait = try #require(run["response"]?["queue_p50_s"]?.double)
        #expect(wait < run["latency"]?["p50_s"]?.double ?? 0)
    }

    @Test func `the table says how long documents waited, and that it cannot go on`() async throws {
        try await Sandbox.with { sandbox in
            try sandbox.write(Receipts.file(30), to: "receipts.jsonl")
            try sandbox.write(Self.benchmark("seed: 2"), to: "busy.yaml")
            let outcome = try await sandbox.run(["run", "busy.yaml", "--arrivals", "constant:200"])
            #expect(outcome.code == 0)
            let text = outcome.output.split(whereSeparator: \.isWhitespace).joined(separator: " ")
            #expect(text.contains("sim-fixed: a document came every <0.01 s; answered"))
            #expect(text.contains("(p50/p95) after they were due"))
            #expect(text.contains("a second only: the longer they come so, the longer they wait"))
        }
    }

    @Test func `recorded arrivals need a time for each case`() async throws {
        try await Sandbox.with { sandbox in
            try sandbox.write(Receipts.file(3), to: "receipts.jsonl")
            try sandbox.write(Self.benchmark("arrivals: {recorded: 10}"), to: "busy.yaml")
            let outcome = try await sandbox.run(["run", "busy.yaml"])
            #expect(outcome.code == 2)
            #expect(outcome.messageLines.count == 1)
            #expect(outcome.messages.contains("arrivals.recorded: case-"))
            #expect(!sandbox.exists("results/tally.sqlite"))
            let timed = Receipts.lines(3).enumerated().map { index, line in
                line.replacing("\"id\"", with: "\"arrival\":\(30 - index * 10),\"id\"")
            }
            try sandbox.write(timed.joined(separator: "\n") + "\n", to: "receipts.jsonl")
            let again = try await sandbox.run(["run", "busy.yaml", "--arrivals", "recorded:100"])
            #expect(again.code == 0, "\(again.messages)")
            let order = try StoreFile(sandbox).strings(
                "SELECT k.case_id FROM trials t JOIN cases k ON k.id = t.case_row ORDER BY t.id"
            )
            #expect(order == ["case-3", "case-2", "case-1"])
        }
    }

    @Test(arguments: [
        ("arrivals: {poisson: 0}", "arrivals.poisson: expected"),
        ("arrivals: {constant: 1.0e-30}", "arrivals.constant: expected"),
        ("arrivals: open", "arrivals: expected closed, or a rate such as {poisson: 5}"),
        ("arrivals: {poisson: 5, constant: 5}", "expected one of constant, poisson, recorded"),
        ("schedule: step", "schedule: expected one of free, lockstep"),
        ("isolation: sequential\nschedule: lockstep", "runs alone (isolation: sequential)"),
        ("budget: {max_tokens: 5, each: {max_costs: 1}}", "budget.each: unknown key"),
        ("cache: sometimes", "cache: expected one of off, read, write, refresh"),
        ("cache: {mode: read, ttl: 0}", "cache.ttl: expected more than 0 seconds"),
    ])
    func `a slip is told before anything is sent`(lines: String, complaint: String) async throws {
        try await Sandbox.with { sandbox in
            try sandbox.write(Receipts.file(2), to: "receipts.jsonl")
            try sandbox.write(Self.benchmark(lines), to: "busy.yaml")
            let outcome = try await sandbox.run(["run", "busy.yaml"])
            #expect(outcome.code == 2 && outcome.messageLines.count == 1)
            #expect(outcome.messages.contains(complaint), "\(outcome.messages)")
        }
    }

    @Test func `repeats tell how much of the variance is the model's own noise`() async throws {
        try await Scene.with(
            cases: 6,
            script: { call in
                // Right for some receipts, wrong for others, and for one now and then.
                call.shop == "Shop2" || call.shop == "Shop1" && call.number % 2 == 0
                    ? .completion("{\"merchant\": \"other\", \"date\": null, \"total\": null}")
                    : .answer(to: call)
            }
        ) { scene in
            try scene.change("variants: [remote]", to: "variants: [remote]\nrepeats: 4")
            let run = try await scene.document("run", "trial.yaml")
            let variance = run["variance"]
            #expect(variance?["n"] == 6)
            #expect(variance?["between"]?.double ?? 0 > 0)
            let shown = try await scene.tally("show", "latest")
            #expect(shown.output.contains("of the variance of being exact is the model's own"))
            try scene.change("repeats: 4", to: "repeats: 1")
            #expect(try await scene.document("run", "trial.yaml")["variance"] == nil)
        }
    }
}
