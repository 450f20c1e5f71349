import HTTPTypes
import TallyCore
import Testing

struct RefusalTests {
    struct Refusal: Sendable, CustomTestStringConvertible {
        var body: String
        var status: Int
        var code: String?
        var parameter: String?
        var testDescription: String { body }
    }

    private static let user = #""messages":[{"role":"user","content":"x"}]"#

    static let refusals: [Refusal] = [
        Refusal(body: #"{"model":"#, status: 400),
        Refusal(body: "[]", status: 400),
        Refusal(body: #"{"model":"sim-a","n":1e999}"#, status: 400),
        Refusal(body: "{\(user)}", status: 400, code: "invalid_value", parameter: "model"),
        Refusal(body: #"{"model":"gpt-4o",\#(user)}"#, status: 404, code: "model_not_found"),
        Refusal(
            body: #"{"model":"sim-a"}"#,
            status: 400,
            code: "missing_required_parameter",
            parameter: "messages"
        ),
        Refusal(
            body: #"{"model":"sim-a","messages":[]}"#,
            status: 400,
            code: "invalid_value",
            parameter: "messages"
        ),
        Refusal(
            body: #"{"model":"sim-a","n":2,\#(user)}"#,
            status: 400,
            code: "invalid_value",
            parameter: "n"
        ),
        Refusal(
            body: #"{"model":"sim-a","max_tokens":0,\#(user)}"#,
            status: 400,
            code: "invalid_value",
            parameter: "max_tokens"
        ),
        Refusal(
            body: #"{"model":"sim-a","response_format":{"type":"xml"},\#(user)}"#,
            status: 400,
            code: "invalid_value",
            parameter: "response_format.type"
        ),
    ]

    @Test(arguments: refusals)
    func `a bad request is refused in OpenAI's shape`(_ refusal: Refusal) async throws {
        let reply = try await Bench().post(refusal.body)
        let error = reply.json["error"]?.object
        #expect(reply.status == refusal.status)
        #expect(error?.keys == ["message", "type", "param", "code"])
        #expect(error?["type"] == "invalid_request_error")
        #expect(error?["code"] == .optional(refusal.code))
        #expect(error?["param"] == .optional(refusal.parameter))
    }

    @Test func `a body over the cap is refused`() async throws {
        let bench = try Bench(maxBody: 1000)
        #expect(try await bench.post(request(String(repeating: "x", count: 1000))).status == 413)
    }

    @Test(arguments: [nil, "Bearer sk-wrong-canary", "sk-right"])
    func `a wrong key is refused and never echoed`(authorization: String?) async throws {
        var headers: HTTPFields = [:]
        headers[.authorization] = authorization
        let reply = try await Bench(apiKey: "sk-right").post(request("x"), headers: headers)
        #expect(reply.status == 401)
        #expect(reply.json["error"]?["code"] == "invalid_api_key")
        #expect(!reply.text.contains("sk-"))
    }

    @Test func `the right key is let in`() async throws {
        let bench = try Bench(apiKey: "sk-right")
        let reply = try await bench.post(
            request("x"),
            headers: [.authorization: "Bearer sk-right"]
        )
        #expect(reply.status == 200)
    }
}
