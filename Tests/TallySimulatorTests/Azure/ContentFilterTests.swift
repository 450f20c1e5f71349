import TallyCore
import TallySimulator
import Testing

struct ContentFilterTests {
    private static let strict = Simulation.plain.with { $0.contentFilterShare = 1 }

    /// The first of some numbered requests whose reply has the status.
    private func first(
        _ status: Int,
        at path: String,
        _ members: [(String, JSONValue)] = [("response_format", ["type": "json_object"])]
    ) async throws -> Reply {
        let bench = try Bench(Self.strict, cases: Case.numbered(40))
        for item in Case.numbered(40) {
            let reply = try await bench.post(request(item.text ?? "", members), to: path)
            if reply.status == status { return reply }
        }
        throw Missing(status: status)
    }

    private struct Missing: Error { var status: Int }

    @Test(arguments: AzurePath.all)
    func `a filtered prompt is a 400 that says what was found`(path: String) async throws {
        let error = try await first(400, at: path).json["error"]
        #expect(
            error?.object?.keys == ["message", "type", "param", "code", "status", "innererror"]
        )
        #expect(error?["code"] == "content_filter")
        #expect(error?["status"] == 400)
        #expect(error?["innererror"]?["code"] == "ResponsibleAIPolicyViolation")
        let verdicts = error?["innererror"]?["content_filter_result"]?.object
        #expect(verdicts?.keys == ["hate", "jailbreak", "self_harm", "sexual", "violence"])
        let found = verdicts?.members.filter { $0.value["filtered"] == true }
        #expect(found?.count == 1)
        #expect(["medium", "high"].contains(found?.first?.value["severity"]?.string))
    }

    @Test func `a filtered answer that is not streamed has no content`() async throws {
        let azure = try await first(200, at: AzurePath.current)
        let choice = azure.json["choices"]?[0]
        #expect(choice?["finish_reason"] == "content_filter")
        #expect(choice?["message"]?.object?.keys == ["role", "refusal"])
        let filtered = choice?["content_filter_results"]?.object?.members
            .filter { $0.value["filtered"] == true }
        #expect(filtered?.count == 1)
        // What was written before it was stopped is billed.
        #expect((azure.json["usage"]?["completion_tokens"]?.integer ?? 0) > 0)

        let openAI = try await first(200, at: "/v1/chat/completions")
        #expect(openAI.json["choices"]?[0]?["finish_reason"] == "content_filter")
        #expect(openAI.json["choices"]?[0]?["message"]?["content"] == .null)
    }

    @Test(arguments: [AzurePath.current, "/v1/chat/completions"])
    func `a filtered stream ends where it was stopped`(path: String) async throws {
        let format: (String, JSONValue) = ("response_format", ["type": "json_object"])
        let reply = try await first(200, at: path, [format, ("stream", true)])
        #expect(reply.chunks.last?["choices"]?[0]?["finish_reason"] == "content_filter")
        #expect(reply.streamedAnswer.hasPrefix("{"))
        #expect((try? JSONParser.parse(reply.streamedAnswer)) == nil)
        #expect(reply.events.last == "[DONE]")
    }

    @Test func `half is stopped at the prompt, and always the same half`() async throws {
        let cases = Case.numbered(200)
        var stopped: [[Int]] = []
        for stream in [false, true] {
            let bench = try Bench(.plain.with { $0.contentFilterShare = 0.5 }, cases: cases)
            var statuses: [Int] = []
            var filtered = 0
            for item in cases {
                let format: (String, JSONValue) = ("response_format", ["type": "json_object"])
                let body = request(item.text ?? "", [format, ("stream", .bool(stream))])
                let reply = try await bench.post(body, to: AzurePath.current)
                statuses.append(reply.status)
                if reply.text.contains("content_filter\"") { filtered += 1 }
            }
            #expect((80...120).contains(filtered))
            #expect((30...70).contains(statuses.count { $0 == 400 }))
            #expect(bench.simulator.counters["sim-a"]?.contentFiltered == filtered)
            stopped.append(statuses)
        }
        #expect(stopped[0] == stopped[1])
    }

    @Test func `OpenAI refuses a filtered prompt in its own words`() async throws {
        let reply = try await first(400, at: "/v1/chat/completions")
        #expect(reply.json["error"]?["code"] == "invalid_prompt")
    }
}
