import TallyCore
import TallyProviders
import TestServer
import Testing

struct WireProviderTests {
    private let key = "sk-canary/+=12345"
    private let attempt = ULID("01ARYZ6S41TSV4RRFFQ69G5FAV")

    /// One request over a real socket, and what the server saw of it.
    private func send(
        _ steps: [TestServer.Step],
        path: String = "/v1",
        isStreamed: Bool = false
    ) async throws -> (exchange: Exchange, request: String) {
        let identifier = try #require(attempt)
        return try await TestServer.with(steps) { server in
            var profile = Profile(name: "p", provider: .openai, model: "m")
            profile.isStreamed = isStreamed
            let provider = try WireProvider(
                profile: profile,
                endpoint: server.url + path,
                access: Access(key: (key, .bearer)),
                schema: [:]
            )
            let prompt = Prompt(system: nil, user: "RECEIPT")
            let exchange = await provider.send(
                ModelRequest(id: identifier, prompt: prompt, text: "RECEIPT")
            )
            try await provider.shutdown()
            return (exchange, server.requests.first ?? "")
        }
    }

    @Test(arguments: ["/v1", "/v1/"])
    func `a request carries the key and the attempt's identifier`(path: String) async throws {
        let answer = TestServer.response("200 OK", "", Wire.completion("{}"))
        let (exchange, request) = try await send([answer], path: path)
        #expect(exchange.completion?.text == "{}")
        #expect(request.hasPrefix("POST /v1/chat/completions HTTP/1.1\r\n"))
        #expect(
            request.lowercased().contains(
                "x-client-request-id: \(attempt?.description ?? "-")".lowercased()
            )
        )
        #expect(request.contains("Bearer \(key)"))
        #expect(request.contains("RECEIPT"))
    }

    @Test func `a key that the server echoes is in no part of the exchange`() async throws {
        let echo = Wire.error(
            "\"invalid_api_key\"",
            message: "Incorrect key \(key), sk-canary%2F%2B%3D12345, sk-canary\\/+=12345"
        )
        let refusal = TestServer.response("401 Unauthorized", "x-request-id: \(key)\r\n", echo)
        let (exchange, _) = try await send([refusal])
        #expect(exchange.error?.type == .auth)
        #expect(exchange.error?.message == "Incorrect key [redacted], [redacted], [redacted]")
        #expect(!String(decoding: exchange.body, as: UTF8.self).contains("canary"))
        #expect(exchange.facts.requestID?.contains("canary") != true)
    }

    @Test func `a stream over the wire is an answer with its first token timed`() async throws {
        let events = [Wire.role, Wire.content("{}"), Wire.stop, Wire.usage, Wire.done]
        let head = "HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\nconnection: close\r\n\r\n"
        let steps = [TestServer.Step.send(head), .wait(.milliseconds(5))]
        let (exchange, _) = try await send(
            steps + events.map { .send($0) } + [.close],
            isStreamed: true
        )
        #expect(exchange.completion?.text == "{}")
        let first = try #require(exchange.timings.firstContent)
        let byte = try #require(exchange.timings.firstByte)
        #expect(byte < first && first <= exchange.timings.done)
    }

    @Test func `an endpoint that is no URL is refused before anything is sent`() {
        let profile = Profile(name: "p", provider: .openai, model: "m")
        #expect(throws: (any Error).self) {
            try WireProvider(profile: profile, endpoint: "not a url", schema: [:])
        }
    }
}
