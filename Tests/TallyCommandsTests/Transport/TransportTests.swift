import Foundation
import TallyCore
import TestServer
import Testing

/// The program on its way to a model server: by certificates of one's own, and through a proxy.
struct TransportTests {
    private static let cases = 3

    /// Runs the benchmark against an endpoint; `lines` are further ones of its profile.
    private static func run(
        _ sandbox: Sandbox,
        endpoint: String,
        _ lines: String = "",
        environment: [String: String] = [:]
    ) async throws -> (outcome: Outcome, run: JSONValue) {
        try sandbox.write(
            """
            name: transport
            dataset: receipts.jsonl
            variants: [remote]
            task: {fields: [merchant, date, total]}
            profiles:
              remote:
                provider: openai
                model: test-model
                endpoint: \(endpoint)
                output: prompt
                \(lines)

            """,
            to: "bench/transport.yaml"
        )
        try sandbox.write(Receipts.file(cases), to: "bench/receipts.jsonl")
        let outcome = try await sandbox.run(
            ["run", "bench/transport.yaml", "--json"],
            environment: environment
        )
        return (outcome, try JSONParser.parse(outcome.output)["runs"]?[0] ?? .null)
    }

    private static func expectAllRight(_ result: (outcome: Outcome, run: JSONValue)) {
        #expect(result.outcome.code == 0, "\(result.outcome.messages)")
        #expect(result.run["trials"]?["scored"]?.integer == cases)
        #expect(result.run["document_exact"]?["value"]?.double == 1)
    }

    @Test func `a server of a private authority is asked once its file is named`() async throws {
        let authority = try TestAuthority()
        let tls = try authority.server("localhost")
        try await Sandbox.with { sandbox in
            try sandbox.write(authority.pem, to: "bench/ca.pem")
            try await ModelServer().serving(tls: tls) { port in
                let endpoint = "https://localhost:\(port)/v1"
                let refused = try await Self.run(sandbox, endpoint: endpoint)
                #expect(refused.outcome.code == 6)
                #expect(refused.run["trials"]?["pending"]?.integer == Self.cases)
                let reason = refused.run["stop_reason"]?.string ?? ""
                #expect(reason.contains("the certificate of localhost is not trusted"))
                // The path is seen from the benchmark's folder.
                let line = "ca_file: ca.pem"
                Self.expectAllRight(try await Self.run(sandbox, endpoint: endpoint, line))
                let variable = ["SSL_CERT_FILE": sandbox.url("bench/ca.pem").path]
                let byVariable = try await Self.run(
                    sandbox,
                    endpoint: endpoint,
                    environment: variable
                )
                Self.expectAllRight(byVariable)
            }
        }
    }

    @Test func `a plain endpoint is asked through HTTP_PROXY, which alone can find it`()
        async throws
    {
        try await Sandbox.with { sandbox in
            let server = ModelServer()
            try await server.serving { port in
                let rules = TestProxy.Rules(
                    hosts: ["model.test": port],
                    credentials: "me:pass:4711"
                )
                try await TestProxy.with(rules) { proxy in
                    let address = "http://me:pass%3A4711@127.0.0.1:\(proxy.port)"
                    let result = try await Self.run(
                        sandbox,
                        endpoint: "http://model.test/v1",
                        environment: ["HTTP_PROXY": address]
                    )
                    Self.expectAllRight(result)
                    #expect(server.calls.count == Self.cases)
                    let tunnels = proxy.requests.filter { $0.hasPrefix("CONNECT model.test:80 ") }
                    #expect(!tunnels.isEmpty)
                    #expect(tunnels.count == proxy.requests.count)
                    #expect(!result.outcome.output.contains("4711"))
                    #expect(!result.outcome.messages.contains("4711"))
                    let store = try sandbox.bytes(of: "results/tally.sqlite")
                    #expect(store.range(of: Data("4711".utf8)) == nil)
                }
            }
        }
    }

    @Test func `an encrypted endpoint is asked through the tunnel of HTTPS_PROXY`() async throws {
        let authority = try TestAuthority()
        let tls = try authority.server("model.test")
        try await Sandbox.with { sandbox in
            try sandbox.write(authority.pem, to: "bench/ca.pem")
            try await ModelServer().serving(tls: tls) { port in
                try await TestProxy.with(.init(hosts: ["model.test": port])) { proxy in
                    let result = try await Self.run(
                        sandbox,
                        endpoint: "https://model.test/v1",
                        "ca_file: ca.pem",
                        environment: ["HTTPS_PROXY": "http://127.0.0.1:\(proxy.port)"]
                    )
                    Self.expectAllRight(result)
                    let tunnels = proxy.requests.filter { $0.hasPrefix("CONNECT model.test:443 ") }
                    #expect(!tunnels.isEmpty)
                    #expect(tunnels.count == proxy.requests.count)
                }
            }
        }
    }

    @Test func `a proxy that wants a password stops the run, saying so`() async throws {
        try await Sandbox.with { sandbox in
            try await TestProxy.with(.init(credentials: "me:pw")) { proxy in
                let result = try await Self.run(
                    sandbox,
                    endpoint: "http://model.test/v1",
                    environment: ["http_proxy": "http://127.0.0.1:\(proxy.port)"]
                )
                #expect(result.outcome.code == 6)
                let reason = result.run["stop_reason"]?.string ?? ""
                #expect(reason.contains("asks for a user name and a password"))
            }
        }
    }
}
