import AsyncHTTPClient
import NIOCore
import TallyCore
import Testing

/// Every dialect over HTTP, against the simulator's habits of each provider.
@Suite(.timeLimit(.minutes(3)))
struct DialectRunTests {
    /// The variants and what their attempts must tell; the address is the simulator's.
    private static let profiles = """
          chat: {provider: openai, model: sim-a, endpoint: "URL/v1", key_env: KEY}
          chat-whole: {provider: openai, model: sim-a, endpoint: "URL/v1", key_env: KEY, stream: false}
          responses: {provider: openai, api: responses, model: sim-a, endpoint: "URL/v1", key_env: KEY}
          responses-whole:
            provider: openai
            api: responses
            model: sim-a
            endpoint: URL/v1
            key_env: KEY
            stream: false
            parameters: {service_tier: flex}
          azure: {provider: azure, model: sim-a, endpoint: "URL", key_env: KEY}
          azure-responses: {provider: azure, api: responses, model: sim-a, endpoint: "URL", key_env: KEY}
          azure-dated: {provider: azure, model: sim-a, endpoint: "URL", key_env: KEY, api_version: 2024-10-21}
          azure-old: {provider: azure, model: sim-a, endpoint: "URL", key_env: KEY, api_version: 2023-05-15}
          azure-models:
            provider: azure
            route: models
            model: sim-a
            endpoint: URL
            key_env: KEY
            api_version: 2024-05-01-preview
          azure-token:
            {provider: azure, model: sim-a, endpoint: "URL", token_command: [sh, -c, "echo $KEY"]}
          anthropic: {provider: anthropic, model: sim-a, endpoint: "URL", key_env: KEY}
          anthropic-whole: {provider: anthropic, model: sim-a, endpoint: "URL", key_env: KEY, stream: false}
        """

    private static let key = "sk-simulated-4711"

    private static func withSimulator(
        simulation: String,
        cases: Int = 12,
        speed: Int = 50,
        _ body: (Sandbox, String) async throws -> Void
    ) async throws {
        try await Sandbox.with { sandbox in
            try sandbox.write(Receipts.file(cases), to: "receipts.jsonl")
            try sandbox.write(
                "sim-a: {provider: simulated, model: sim-a, simulation: {\(simulation)}}\n",
                to: ".config/tally/profiles.yaml"
            )
            let arguments = ["simulate", "--port", "0", "--dataset", "receipts.jsonl"]
            let server = try sandbox.start(
                arguments + ["--speed", "\(speed)", "--key-env", "KEY"],
                environment: ["KEY": key]
            )
            try await wait(until: "the simulator serves") { server.output.contains("\n") }
            let words = server.output.split(whereSeparator: \.isWhitespace)
            let url = String(try #require(words.last)).replacing("/v1", with: "")
            let profiles = profiles.replacing("URL", with: url)
            let names = profiles.split(separator: "\n").compactMap { line -> String? in
                guard line.hasPrefix("  "), !line.hasPrefix("   ") else { return nil }
                return line.split(separator: ":").first.map { $0.trimmingPrefix("  ") }.map(
                    String.init
                )
            }
            try sandbox.write(
                """
                name: dialects
                dataset: receipts.jsonl
                concurrency: 2
                task: {fields: [merchant, date, total]}
                variants: [\(names.joined(separator: ", "))]
                profiles:
                \(profiles)

                """,
                to: "dialects.yaml"
            )
            try await body(sandbox, url)
        }
    }

    @Test func `every dialect and route answers, and tokens agree with the server's count`()
        async throws
    {
        try await Self.withSimulator(
            simulation: "ttft: 0.2, tokens_per_second: 5000, reasoning_tokens: 20"
        ) { sandbox, url in
            let run = try await sandbox.run(
                ["run", "dialects.yaml", "--json"],
                environment: ["KEY": Self.key]
            )
            #expect(run.code == 0, "\(run.messages)")
            let document = try JSONParser.parse(run.output)
            let runs = try #require(document["runs"]?.array)
            #expect(runs.count == 12)
            for run in runs {
                let name = run["name"]?.string ?? ""
                #expect(run["simulated"] == true, "\(name)")
                #expect(
                    run["trials"]?["scored"]?.integer == 12,
                    "\(name): \(run["errors"]?.jsonText ?? "")"
                )
                // The first call warms up, and the old route cannot report a stream's usage.
                #expect(run["latency"]?["n"]?.integer == 11, "\(name)")
                let isOld = name == "azure-old"
                #expect(run["tokens"]?["estimated"]?.integer == (isOld ? 12 : 0), "\(name)")
                #expect(
                    (run["latency"]?["ttft_p50_s"] == .null) == name.hasSuffix("whole"),
                    "\(name)"
                )
                if !isOld { #expect(run["tokens"]?["reasoning"]?.integer ?? 0 > 0, "\(name)") }
            }
            let store = StoreFile(sandbox)
            let told = try store.strings(
                """
                SELECT DISTINCT r.name || ' ' || COALESCE(a.region, '-') || ' '
                    || COALESCE(a.service_tier, '-') || ' ' || (a.fingerprint IS NOT NULL) || ' '
                    || (a.filters IS NOT NULL) || ' ' || (a.processing_us IS NOT NULL)
                FROM attempts a JOIN trials t ON t.id = a.trial JOIN runs r ON r.id = t.run
                ORDER BY 1
                """
            )
            #expect(told.contains("azure-dated Simulated - 1 1 1"), "\(told)")
            #expect(told.contains { $0.hasPrefix("responses-whole - flex") }, "\(told)")
            #expect(told.contains { $0.hasPrefix("anthropic - standard") }, "\(told)")
            #expect(
                try store.strings("SELECT COUNT(*) FROM attempts WHERE request_id IS NULL") == ["0"]
            )
            try await Self.expectEqualTokens(store, url)
        }
    }

    /// What the ledger holds and what the server says it sent are the same tokens.
    private static func expectEqualTokens(_ store: StoreFile, _ url: String) async throws {
        let request = HTTPClientRequest(url: url + "/stats")
        let response = try await HTTPClient.shared.execute(request, timeout: .seconds(5))
        let body = try await response.body.collect(upTo: 1 << 20)
        let counted = try JSONParser.parse(Array(body.readableBytesView))["models"]?["sim-a"]
        #expect(counted?["requests"]?.integer == store.count("attempts"))
        let old =
            "trial IN (SELECT t.id FROM trials t JOIN runs r ON r.id = t.run WHERE r.name = 'azure-old')"
        let written = try store.strings("SELECT SUM(output_tokens) FROM attempts WHERE NOT \(old)")
        let total = try #require(counted?["completion_tokens"]?.integer)
        // Of the route without usage the ledger has an estimate only.
        let known = try #require(Int(written.first ?? ""))
        #expect(known < total && known > total * 10 / 12)
    }

    @Test func `filters, refusals and empty answers are the model's failures on every route`()
        async throws
    {
        try await Self.withSimulator(
            simulation: "ttft: 0.2, tokens_per_second: 5000, reasoning_tokens: 20, "
                + "content_filter_share: 0.3, refusal_share: 0.2, empty_after_reasoning_share: 0.2"
        ) { sandbox, _ in
            let run = try await sandbox.run(
                ["run", "dialects.yaml", "--json"],
                environment: ["KEY": Self.key]
            )
            #expect(run.code == 0, "\(run.messages)")
            let runs = try #require(try JSONParser.parse(run.output)["runs"]?.array)
            var seen: Set<String> = []
            for run in runs {
                let name = run["name"]?.string ?? ""
                let trials = try #require(run["trials"])
                // None is an infrastructure failure: all stay in the denominator.
                #expect(trials["failed"]?.integer == 0, "\(name): \(run["errors"]?.jsonText ?? "")")
                #expect(run["document_exact"]?["n"]?.integer == 12, "\(name)")
                seen.formUnion(run["errors"]?.object?.keys ?? [])
            }
            #expect(seen.isSuperset(of: ["content_filter", "refusal", "empty_answer"]), "\(seen)")
            #expect(
                seen.isSubset(of: ["content_filter", "refusal", "empty_answer", "truncated"]),
                "\(seen)"
            )
        }
    }

    @Test func `faults of every route are waited out and sent again`() async throws {
        try await Self.withSimulator(
            simulation:
                "ttft: 0.2, tokens_per_second: 5000, rate_limit_share: 0.2, server_error_share: 0.2"
        ) { sandbox, _ in
            let run = try await sandbox.run(
                ["run", "dialects.yaml", "--json"],
                environment: ["KEY": Self.key]
            )
            #expect(run.code == 0, "\(run.messages)")
            let runs = try #require(try JSONParser.parse(run.output)["runs"]?.array)
            for run in runs {
                #expect(
                    run["trials"]?["scored"]?.integer == 12,
                    "\(run["name"]?.string ?? ""): \(run["errors"]?.jsonText ?? "")"
                )
            }
            let store = StoreFile(sandbox)
            #expect(store.count("attempts", where: "error = 'rate_limited'") > 5)
            #expect(store.count("attempts", where: "error = 'server_error'") > 5)
        }
    }

    @Test func `a wrong key stops every dialect's lane and is in no row`() async throws {
        try await Self.withSimulator(simulation: "ttft: 0.01") { sandbox, _ in
            let wrong = "sk-wrong-0815"
            let run = try await sandbox.run(
                ["run", "dialects.yaml", "--json"],
                environment: ["KEY": wrong]
            )
            #expect(run.code == 6, "\(run.messages)")
            let store = StoreFile(sandbox)
            #expect(store.count("attempts", where: "error = 'auth' AND status = 401") == 12)
            #expect(store.count("attempts") == 12)
            #expect(try store.everyText().allSatisfy { !$0.contains(wrong) })
        }
    }
}
