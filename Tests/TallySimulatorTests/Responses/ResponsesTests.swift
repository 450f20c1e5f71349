import TallyCore
import TallySimulator
import Testing

struct ResponsesTests {
    private static let schema: JSONValue = [
        "format": [
            "type": "json_schema", "name": "receipt", "strict": true,
            "schema": ["properties": ["total": ["type": "number"], "date": [:]]],
        ]
    ]

    @Test(arguments: ResponsesPath.all)
    func `a schema decides which fields are answered`(path: String) async throws {
        let body = response(to: Case.market.text ?? "", [("text", Self.schema)])
        let reply = try await Bench().post(body, to: path)
        #expect(reply.status == 200)
        #expect(reply.outputText == #"{"total":5.98,"date":"2026-03-14"}"#)
        #expect(reply.json["status"] == "completed")
        #expect(reply.json["text"]?["format"] == Self.schema["format"])
        #expect(reply.header("x-tally-simulated") == "true")
    }

    @Test func `a response has the documented members, and echoes the request`() async throws {
        let body = response(
            to: "x",
            [
                ("store", false), ("max_output_tokens", 5000), ("temperature", .number("0.2")),
                ("metadata", ["case": "7"]), ("service_tier", "flex"),
                ("reasoning", ["effort": "low"]), ("prompt_cache_key", "receipts"),
            ]
        )
        let reply = try await Bench().post(body, to: ResponsesPath.openAI).json
        #expect(
            reply.object?.keys == [
                "id", "object", "created_at", "status", "background", "error",
                "incomplete_details", "instructions", "max_output_tokens", "max_tool_calls",
                "model", "output", "parallel_tool_calls", "previous_response_id",
                "prompt_cache_key", "reasoning", "safety_identifier", "service_tier", "store",
                "temperature", "text", "tool_choice", "tools", "top_logprobs", "top_p",
                "truncation", "usage", "user", "metadata",
            ]
        )
        #expect(reply["id"]?.string?.hasPrefix("resp_sim_") == true)
        #expect(reply["store"] == false)
        #expect(reply["service_tier"] == "flex")
        #expect(reply["instructions"] == "Extract the receipt as JSON.")
        #expect(reply["temperature"] == .number("0.2"))
        #expect(reply["metadata"] == ["case": "7"])
        #expect(reply["reasoning"] == ["effort": "low", "summary": nil])
        #expect(reply["prompt_cache_key"] == "receipts")
    }

    @Test(arguments: [
        (nil, "default"), ("auto", "default"), ("default", "default"), ("priority", "priority"),
    ])
    func `the tier that served is told`(asked: String?, served: String) async throws {
        let tier: [(String, JSONValue)] = asked.map { [("service_tier", .string($0))] } ?? []
        let reply = try await Bench().post(response(to: "x", tier), to: ResponsesPath.openAI)
        #expect(reply.json["service_tier"]?.string == served)
        let chat = try await Bench().post(request("x", tier))
        #expect(chat.json["service_tier"]?.string == (asked == nil ? nil : served))
    }

    @Test func `input may be a text`() async throws {
        let body: JSONValue = [
            "model": "sim-a", "input": .string(Case.market.text ?? ""),
            "text": ["format": ["type": "json_object"]],
        ]
        let reply = try await Bench().post(body, to: ResponsesPath.openAI)
        #expect(reply.outputText?.contains("Corner Market") == true)
    }

    @Test func `messages of earlier turns and reasoning handed back are read`() async throws {
        let input: JSONValue = [
            ["type": "reasoning", "id": "rs_1", "summary": []],
            [
                "type": "message", "role": "assistant",
                "content": [["type": "output_text", "text": "Ready.", "annotations": []]],
            ],
            ["role": "user", "content": .string(Case.market.text ?? "")],
        ]
        let body: JSONValue = [
            "model": "sim-a", "input": input, "text": ["format": ["type": "json_object"]],
        ]
        let reply = try await Bench().post(body, to: ResponsesPath.openAI)
        #expect(reply.outputText?.contains("Corner Market") == true)
    }

    @Test func `usage has the API's own names`() async throws {
        let reply = try await Bench().post(response(to: "x"), to: ResponsesPath.openAI)
        let usage = reply.json["usage"]
        #expect(
            usage?.object?.keys == [
                "input_tokens", "input_tokens_details", "output_tokens", "output_tokens_details",
                "total_tokens",
            ]
        )
        #expect(usage?["input_tokens_details"] == ["cached_tokens": 0, "cache_write_tokens": 0])
        #expect(usage?["output_tokens_details"] == ["reasoning_tokens": 0])
        let sum = (usage?["input_tokens"]?.integer ?? 0) + (usage?["output_tokens"]?.integer ?? 0)
        #expect(usage?["total_tokens"]?.integer == sum)
        #expect((usage?["output_tokens"]?.integer ?? 0) > 0)
    }

    @Test func `a known prefix is cached here too`() async throws {
        let bench = try Bench()
        let long = String(repeating: "Read carefully. ", count: 400)
        var cached: [Int?] = []
        for _ in 0..<2 {
            let body = response(to: long)
            let reply = try await bench.post(body, to: ResponsesPath.openAI)
            cached.append(
                reply.json["usage"]?["input_tokens_details"]?["cached_tokens"]?.integer
            )
        }
        #expect(cached[0] == 0)
        #expect((cached[1] ?? 0) >= 1024)
    }

    @Test func `a limit on tokens leaves the response incomplete`() async throws {
        let body = response(to: Case.market.text ?? "", [("max_output_tokens", 16)])
        let reply = try await Bench().post(body, to: ResponsesPath.openAI).json
        #expect(reply["status"] == "incomplete")
        #expect(reply["incomplete_details"] == ["reason": "max_output_tokens"])
        #expect(reply["output"]?[0]?["status"] == "incomplete")
        #expect(reply["usage"]?["output_tokens"] == 16)
    }

    @Test func `a filtered answer is incomplete, and Azure says what was found`() async throws {
        let cases = Case.numbered(40)
        let bench = try Bench(.plain.with { $0.contentFilterShare = 1 }, cases: cases)
        var reasons: Set<JSONValue> = []
        for item in cases {
            let body = response(to: item.text ?? "")
            let reply = try await bench.post(body, to: ResponsesPath.azure)
            if reply.status == 400 {
                #expect(reply.json["error"]?["code"] == "content_filter")
                continue
            }
            reasons.insert(reply.json["incomplete_details"]?["reason"] ?? .null)
            let filters = reply.json["content_filters"]?.array ?? []
            #expect(filters.map { $0["source_type"] } == ["prompt", "completion"])
            #expect(filters.map { $0["blocked"] } == [false, true])
        }
        #expect(reasons == ["content_filter"])
    }

    struct Mistake: Sendable, CustomTestStringConvertible {
        var members: [(String, JSONValue)]
        var parameter: String
        var code: String
        var testDescription: String { parameter }
    }

    static let mistakes: [Mistake] = [
        Mistake(members: [], parameter: "input", code: "missing_required_parameter"),
        Mistake(members: [("input", [])], parameter: "input", code: "invalid_value"),
        Mistake(
            members: [("messages", [["role": "user", "content": "x"]])],
            parameter: "messages",
            code: "unsupported_parameter"
        ),
        Mistake(
            members: [("input", "x"), ("response_format", ["type": "json_object"])],
            parameter: "response_format",
            code: "unsupported_parameter"
        ),
        Mistake(
            members: [("input", "x"), ("max_tokens", 5)],
            parameter: "max_tokens",
            code: "unsupported_parameter"
        ),
        Mistake(
            members: [("input", "x"), ("text", ["format": ["type": "json_schema"]])],
            parameter: "text.format.name",
            code: "missing_required_parameter"
        ),
        Mistake(
            members: [("input", [["role": "user", "content": [["type": "text", "text": "x"]]]])],
            parameter: "input[0].content[0].type",
            code: "invalid_value"
        ),
        Mistake(
            members: [("input", [["content": "x"]])],
            parameter: "input[0].role",
            code: "missing_required_parameter"
        ),
        Mistake(
            members: [("input", "x"), ("background", true)],
            parameter: "background",
            code: "invalid_value"
        ),
    ]

    @Test(arguments: mistakes)
    func `a mistake is named`(_ mistake: Mistake) async throws {
        let body = JSONObject([("model", "sim-a")] + mistake.members)
        let reply = try await Bench().post(.object(body), to: ResponsesPath.openAI)
        #expect(reply.status == 400)
        #expect(reply.json["error"]?["param"]?.string == mistake.parameter)
        #expect(reply.json["error"]?["code"]?.string == mistake.code)
    }

    @Test func `Azure's deployments are not found in Azure's words`() async throws {
        let reply = try await Bench()
            .post(response(to: "x", model: "gpt-5"), to: ResponsesPath.azure)
        #expect(reply.status == 404)
        #expect(reply.json["error"]?["code"] == "DeploymentNotFound")
    }
}
