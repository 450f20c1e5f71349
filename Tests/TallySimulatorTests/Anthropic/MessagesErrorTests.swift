import HTTPTypes
import TallyCore
import TallySimulator
import Testing

struct MessagesErrorTests {
    private static let user: JSONValue = [["role": "user", "content": "x"]]
    private static let mark: JSONValue = ["type": "ephemeral"]

    /// An error in Anthropic's shape, which carries the request's name twice.
    private func check(_ reply: Reply, _ status: Int, _ type: String) {
        #expect(reply.status == status)
        #expect(reply.json.object?.keys == ["type", "error", "request_id"])
        #expect(reply.json["type"] == "error")
        #expect(reply.json["error"]?.object?.keys == ["type", "message"])
        #expect(reply.json["error"]?["type"]?.string == type)
        #expect(reply.json["request_id"]?.string == reply.header("request-id"))
        #expect(reply.header("x-tally-simulated") == "true")
    }

    @Test func `a request must name a version`() async throws {
        let reply = try await Bench().post(Messages.body("x"), to: Messages.path)
        check(reply, 400, "invalid_request_error")
        #expect(reply.json["error"]?["message"] == "anthropic-version: header is required")
    }

    struct Mistake: Sendable, CustomTestStringConvertible {
        var members: [(String, JSONValue)]
        var message: String
        var testDescription: String { message }
    }

    static let mistakes: [Mistake] = [
        Mistake(members: [("messages", user)], message: "max_tokens: Field required"),
        Mistake(members: [("max_tokens", 5)], message: "messages: Field required"),
        Mistake(
            members: [("max_tokens", 5), ("messages", [["role": "user"]])],
            message: "messages.0.content: Field required"
        ),
        Mistake(
            members: [
                ("max_tokens", 5), ("messages", [["role": "system", "content": "x"]]),
            ],
            message: "messages: Unexpected role \"system\"."
        ),
        Mistake(
            members: [
                ("max_tokens", 5),
                (
                    "messages",
                    [["role": "user", "content": [["type": "input_text", "text": "x"]]]]
                ),
            ],
            message: "messages.0.content.0: Input tag 'input_text'"
        ),
        Mistake(
            members: [
                ("max_tokens", 5), ("messages", user),
                ("output_config", ["format": ["type": "json_object"]]),
            ],
            message: "output_config.format.type: Input should be 'json_schema'"
        ),
        Mistake(
            members: [
                ("max_tokens", 5), ("messages", user),
                (
                    "system",
                    .array(
                        Array(
                            repeating: ["type": "text", "text": "x", "cache_control": mark],
                            count: 5
                        )
                    )
                ),
            ],
            message:
                "cache_control: A maximum of 4 blocks with cache_control may be provided. Found 5."
        ),
        Mistake(
            members: [
                ("max_tokens", 5), ("messages", user),
                ("cache_control", ["type": "ephemeral", "ttl": "2h"]),
            ],
            message: "cache_control.ttl: Input should be '5m' or '1h'"
        ),
    ]

    @Test(arguments: mistakes)
    func `a mistake is named`(_ mistake: Mistake) async throws {
        let body = JSONValue.object(JSONObject([("model", "sim-a")] + mistake.members))
        let reply = try await Bench().message(body)
        check(reply, 400, "invalid_request_error")
        #expect(reply.json["error"]?["message"]?.string?.hasPrefix(mistake.message) == true)
    }

    @Test func `an unknown model is not found`() async throws {
        let body: JSONValue = ["model": "claude", "max_tokens": 5, "messages": Self.user]
        let reply = try await Bench().message(body)
        check(reply, 404, "not_found_error")
        #expect(reply.json["error"]?["message"] == "model: claude")
    }

    @Test func `a key or a token opens the route, and no wrong one is echoed`() async throws {
        let bench = try Bench(apiKey: "right-canary")
        let name = try #require(HTTPField.Name("x-api-key"))
        let other = try #require(HTTPField.Name("api-key"))
        let wrong: [(HTTPField.Name, String)] = [
            (name, "wrong-canary"), (.authorization, "Bearer wrong-canary"),
            (.authorization, "right-canary"), (other, "right-canary"),
        ]
        for (field, value) in wrong {
            var headers = Messages.headers
            headers[field] = value
            let reply = try await bench.post(
                Messages.body("x"),
                to: Messages.path,
                headers: headers
            )
            check(reply, 401, "authentication_error")
            #expect(!reply.text.contains("canary"))
        }
        let right: [(HTTPField.Name, String)] = [
            (name, "right-canary"), (.authorization, "Bearer right-canary"),
        ]
        for (field, value) in right {
            var headers = Messages.headers
            headers[field] = value
            let body = Messages.body("x")
            #expect(try await bench.post(body, to: Messages.path, headers: headers).status == 200)
        }
    }

    @Test func `a 429 says how long to wait`() async throws {
        let bench = try Bench(
            .plain.with { $0.rateLimitShare = 1 },
            speed: 1,
            clock: RecordingClock()
        )
        let reply = try await bench.message(Messages.body("x"))
        check(reply, 429, "rate_limit_error")
        #expect(reply.header("retry-after") == "1")
        #expect(reply.header("anthropic-ratelimit-requests-remaining") == "0")
        #expect(try await bench.message(Messages.body("x")).status == 200)
    }

    @Test func `counted limits are told in Anthropic's fields`() async throws {
        let limited = Simulation.plain.with { $0.requestsPerMinute = 60 }
        let reply = try await Bench(limited, speed: 1, clock: RecordingClock())
            .message(Messages.body("x"))
        #expect(reply.header("anthropic-ratelimit-requests-limit") == "60")
        #expect(reply.header("anthropic-ratelimit-requests-remaining") == "9")
        #expect(reply.header("x-ratelimit-limit-requests") == nil)
    }

    @Test func `a server fails with 500 or 529, or in the middle of a stream`() async throws {
        let bench = try Bench(.plain.with { $0.serverErrorShare = 1 })
        var ends: Set<String> = []
        for number in 0..<60 {
            let body = Messages.body("\(number)", [Messages.schema, ("stream", true)])
            let reply = try await bench.message(body)
            switch reply.status {
            case 500: check(reply, 500, "api_error")
            case 529: check(reply, 529, "overloaded_error")
            default:
                #expect(reply.eventNames.last == "error")
                #expect(reply.chunks.last?["type"] == "error")
            }
            ends.insert(
                "\(reply.status) \(reply.chunks.last?["error"]?["type"]?.string ?? "")"
            )
            #expect(try await bench.message(body).eventNames.last == "message_stop")
        }
        #expect(ends == ["500 ", "529 ", "200 api_error", "200 overloaded_error"])
    }

    @Test func `a filtered prompt is a 400, a filtered answer a refusal`() async throws {
        let bench = try Bench(.plain.with { $0.contentFilterShare = 1 })
        var ends: Set<String> = []
        for number in 0..<20 {
            let reply = try await bench.message(Messages.body("\(number)"))
            if reply.status == 400 { check(reply, 400, "invalid_request_error") }
            ends.insert(reply.json["stop_reason"]?.string ?? "\(reply.status)")
        }
        #expect(ends == ["400", "refusal"])
    }

    @Test(arguments: ["/v1/messages", "/v1/messages/batches"])
    func `an unknown address is not found, in Anthropic's shape`(path: String) async throws {
        check(try await Bench().get(path), 404, "not_found_error")
    }
}
