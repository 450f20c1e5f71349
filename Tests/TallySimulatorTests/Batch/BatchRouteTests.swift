import HTTPTypes
import Hummingbird
import HummingbirdTesting
import NIOCore
import TallyCore
import TallySimulator
import Testing

/// Files and batches as OpenAI's and Azure's interfaces have them.
struct BatchRouteTests {
    private static let bases = [
        ("/v1", "", "/v1/chat/completions"),
        ("/openai/v1", "", "/v1/chat/completions"),
        ("/openai", "?api-version=2025-04-01-preview", "/chat/completions"),
    ]

    private func line(_ id: String, _ url: String, _ members: [(String, JSONValue)] = []) -> String
    {
        let json: JSONValue = [
            "custom_id": .string(id), "method": "POST", "url": .string(url),
            "body": request("MARKET", members),
        ]
        return json.jsonText + "\n"
    }

    private func form(_ file: String, purpose: String = "batch") -> String {
        """
        --cut\r
        Content-Disposition: form-data; name="purpose"\r
        \r
        \(purpose)\r
        --cut\r
        Content-Disposition: form-data; name="file"; filename="a.jsonl"\r
        Content-Type: application/jsonl\r
        \r
        \(file)\r
        --cut--\r

        """
    }

    /// Sends one request to a server that goes on to live.
    private func send(
        _ client: some TestClientProtocol,
        _ method: HTTPRequest.Method,
        _ path: String,
        _ body: String? = nil,
        as type: String = "application/json"
    ) async throws -> Reply {
        let response = try await client.executeRequest(
            uri: path,
            method: method,
            headers: [.contentType: type],
            body: body.map { ByteBuffer(string: $0) }
        )
        return Reply(response)
    }

    /// Hands a file over and returns its batch at its end.
    private func batch(
        _ client: some TestClientProtocol,
        of file: String,
        base: String,
        query: String,
        interface: String
    ) async throws -> JSONValue {
        let type = "multipart/form-data; boundary=cut"
        let kept = try await send(client, .post, "\(base)/files\(query)", form(file), as: type)
        let id = try #require(kept.json["id"]?.string)
        #expect(kept.json["bytes"]?.integer == file.utf8.count)
        let order: JSONValue = [
            "input_file_id": .string(id), "endpoint": .string(interface),
            "completion_window": "24h",
        ]
        let made = try await send(client, .post, "\(base)/batches\(query)", order.jsonText)
        let name = try #require(made.json["id"]?.string, "\(made.text)")
        #expect(made.json["input_file_id"]?.string == id)
        for _ in 0..<1000 {
            let state = try await send(client, .get, "\(base)/batches/\(name)\(query)").json
            if ["completed", "failed"].contains(state["status"]?.string) { return state }
            try await Task.sleep(for: .milliseconds(5))
        }
        Issue.record("the batch does not end")
        return .null
    }

    @Test(arguments: bases)
    func `a batch is answered by custom_id, failures in a file of their own`(
        base: String,
        query: String,
        interface: String
    ) async throws {
        let file = line("good", interface) + line("bad", interface, [("max_tokens", 0)])
        try await Bench().simulator.application().test(.router) { client in
            let state = try await batch(
                client,
                of: file,
                base: base,
                query: query,
                interface: interface
            )
            #expect(state["request_counts"] == ["total": 2, "completed": 1, "failed": 1])
            for (member, id, status) in [
                ("output_file_id", "good", 200), ("error_file_id", "bad", 400),
            ] {
                let name = try #require(state[member]?.string)
                let content = try await send(client, .get, "\(base)/files/\(name)/content\(query)")
                #expect(content.header("x-tally-simulated") == "true")
                let answer = try JSONParser.parse(content.text)
                #expect(answer["custom_id"]?.string == id)
                #expect(answer["response"]?["status_code"]?.integer == status)
            }
            let list = try await send(client, .get, "\(base)/batches\(query)")
            #expect(list.json["data"]?[0]?["id"] == state["id"])
            #expect(list.json["has_more"] == false)
        }
    }

    @Test(
        arguments: [
            ("", "empty_batch", nil),
            ("nonsense\n", "invalid_json_line", 1),
            ("TWICE", "duplicate_custom_id", 2),
            ("STREAM", "invalid_request", 1),
            ("ELSEWHERE", "url_mismatch", 1),
        ] as [(String, String, Int?)]
    )
    func `a file that is wrong fails whole`(text: String, code: String, number: Int?) async throws {
        let url = "/v1/chat/completions"
        let file =
            switch text {
            case "TWICE": line("a", url) + line("a", url)
            case "STREAM": line("a", url, [("stream", true)])
            case "ELSEWHERE": line("a", "/v1/responses")
            default: text
            }
        try await Bench().simulator.application().test(.router) { client in
            let state = try await batch(client, of: file, base: "/v1", query: "", interface: url)
            #expect(state["status"] == "failed")
            let fault = state["errors"]?["data"]?[0]
            #expect(fault?["code"]?.string == code)
            #expect(fault?["line"]?.integer == number)
            #expect(state["output_file_id"] == .null)
        }
    }

    @Test func `what a batch cannot be made of is refused`() async throws {
        try await Bench().simulator.application().test(.router) { client in
            let order: JSONValue = [
                "input_file_id": "file-none", "endpoint": "/v1/chat/completions",
                "completion_window": "24h",
            ]
            let unknown = try await send(client, .post, "/v1/batches", order.jsonText)
            #expect(unknown.status == 400)
            #expect(unknown.json["error"]?["param"] == "input_file_id")
            let type = "multipart/form-data; boundary=cut"
            let tuning = form("x", purpose: "fine-tune")
            #expect(try await send(client, .post, "/v1/files", tuning, as: type).status == 400)
            #expect(try await send(client, .post, "/v1/files", "{}").status == 400)
            #expect(try await send(client, .get, "/v1/batches/none").status == 404)
            #expect(try await send(client, .get, "/v1/files/none/content").status == 404)
        }
    }

    @Test func `a batch needs the key`() async throws {
        let bench = try Bench(apiKey: "right")
        for path in ["/v1/batches", "/v1/batches/b", "/v1/files/f/content", "/openai/v1/batches"] {
            #expect(try await bench.get(path).status == 401)
        }
        #expect(try await bench.post("{}", to: "/v1/batches").status == 401)
        #expect(try await bench.post("{}", to: "/v1/files").status == 401)
    }
}
