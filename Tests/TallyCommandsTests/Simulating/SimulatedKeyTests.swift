import AsyncHTTPClient
import NIOCore
import NIOHTTP1
import TallyCore
import Testing

/// `tally simulate --key-env`: who brings no key is refused on every route, and a key that is missing opens none.
@Suite(.timeLimit(.minutes(2)))
struct SimulatedKeyTests {
    private static let key = "key-canary-4711"
    private static let azure =
        "/openai/deployments/sim-gpt-4o/chat/completions?api-version=2024-10-21"

    @Test func `the key opens the routes, and stands in nothing that is said`() async throws {
        try await Sandbox.with { sandbox in
            let server = try sandbox.start(
                ["simulate", "--port", "0", "--speed", "0", "--key-env", "SIM_KEY"],
                environment: ["SIM_KEY": Self.key]
            )
            try await wait(until: "the simulator serves") { server.output.contains("\n") }
            let words = server.output.split(whereSeparator: \.isWhitespace)
            let url = String(try #require(words.last)).replacing("/v1", with: "")

            let refused = try await Self.post(url + Self.azure, key: "wrong-\(Self.key)")
            #expect(refused.status == 401)
            #expect(!refused.body.contains("canary"))
            #expect(try await Self.post(url + Self.azure, key: Self.key).status == 200)
            #expect(!server.output.contains("canary"))
        }
    }

    @Test func `a variable that is not set is a mistake`() async throws {
        try await Sandbox.with { sandbox in
            let run = try await sandbox.run(["simulate", "--port", "0", "--key-env", "SIM_KEY"])
            #expect(run.code == 2)
            #expect(run.messages.contains("SIM_KEY"))
            #expect(run.output.isEmpty)
        }
    }

    private static func post(
        _ url: String,
        key: String
    ) async throws -> (status: Int, body: String) {
        var request = HTTPClientRequest(url: url)
        request.method = .POST
        request.headers.add(name: "api-key", value: key)
        request.body = .bytes(
            ByteBuffer(string: #"{"messages":[{"role":"user","content":"TOTAL 1.00"}]}"#)
        )
        let response = try await HTTPClient.shared.execute(request, timeout: .seconds(5))
        let body = try await response.body.collect(upTo: 1 << 20)
        return (Int(response.status.code), String(buffer: body))
    }
}
