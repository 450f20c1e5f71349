import HTTPTypes
import Hummingbird
import HummingbirdTesting
import NIOCore
import TallyCore
import TallySimulator

/// A simulator without a socket, and the requests tests send to it.
struct Bench {
    let simulator: Simulator

    init(
        _ simulation: Simulation = .plain,
        cases: [Case] = [.market],
        apiKey: String? = nil,
        speed: Double = .infinity,
        clock: any Clock<Duration> = ContinuousClock(),
        maxBody: Int = 1 << 20
    ) throws {
        simulator = try Simulator(
            models: ["sim-a": simulation, "sim-b": simulation],
            cases: [Cases(cases)],
            apiKey: apiKey,
            speed: speed,
            clock: clock,
            maxBody: maxBody,
            fallback: { JSONObject([("merchant", .string("parsed \($0.utf8.count) bytes"))]) }
        )
    }

    init(simulator: Simulator) { self.simulator = simulator }

    func post(
        _ body: String,
        to path: String = "/v1/chat/completions",
        headers: HTTPFields = [:]
    ) async throws -> Reply {
        try await send(path, .post, headers, body)
    }

    func post(
        _ body: JSONValue,
        to path: String = "/v1/chat/completions",
        headers: HTTPFields = [:]
    ) async throws -> Reply {
        try await post(body.jsonText, to: path, headers: headers)
    }

    func get(_ path: String, headers: HTTPFields = [:]) async throws -> Reply {
        try await send(path, .get, headers, nil)
    }

    private func send(
        _ path: String,
        _ method: HTTPRequest.Method,
        _ headers: HTTPFields,
        _ body: String?
    ) async throws -> Reply {
        let buffer = body.map { ByteBuffer(string: $0) }
        return try await simulator.application().test(.router) { client in
            let response = try await client.executeRequest(
                uri: path,
                method: method,
                headers: headers,
                body: buffer
            )
            return Reply(response)
        }
    }
}

/// A response as tests look at it.
struct Reply: Sendable {
    let status: Int
    let headers: HTTPFields
    let text: String

    init(_ response: TestResponse) {
        status = response.status.code
        headers = response.headers
        text = String(buffer: response.body)
    }

    func header(_ name: String) -> String? { HTTPField.Name(name).flatMap { headers[$0] } }

    var json: JSONValue { (try? JSONParser.parse(text)) ?? .null }

    /// The answer of a response that was not streamed.
    var answer: String? { json["choices"]?[0]?["message"]?["content"]?.string }

    /// The answer's fields.
    var fields: JSONObject { answer.flatMap { try? JSONParser.parse($0).object } ?? JSONObject() }

    /// The payloads of the server-sent events as JSON; what is none is left out.
    var chunks: [JSONValue] { events.compactMap { try? JSONParser.parse($0) } }

    /// The payloads of the server-sent events.
    var events: [String] {
        text.split(separator: "\n").filter { $0.hasPrefix("data: ") }
            .map { String($0.dropFirst("data: ".count)) }
    }

    /// The names of the server-sent events that have one.
    var eventNames: [String] {
        text.split(separator: "\n").filter { $0.hasPrefix("event: ") }
            .map { String($0.dropFirst("event: ".count)) }
    }

    /// The answer of a stream, put together.
    var streamedAnswer: String {
        chunks.compactMap { $0["choices"]?[0]?["delta"]?["content"]?.string }.joined()
    }
}

/// The body of a request for one receipt.
func request(
    _ receipt: String,
    model: String = "sim-a",
    system: String = "Extract the receipt as JSON.",
    _ members: [(String, JSONValue)] = [("response_format", ["type": "json_object"])]
) -> JSONValue {
    let messages: JSONValue = [
        ["role": "system", "content": .string(system)],
        ["role": "user", "content": .string("Read it.\n<receipt>\n\(receipt)\n</receipt>")],
    ]
    return .object(JSONObject([("model", .string(model)), ("messages", messages)] + members))
}
