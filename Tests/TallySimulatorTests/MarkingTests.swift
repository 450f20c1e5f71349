import TallyCore
import Testing

struct MarkingTests {
    @Test(arguments: ["/health", "/stats", "/v1/models", "/v1/nothing", "/v1/chat/completions"])
    func `every response to a GET is marked`(path: String) async throws {
        let reply = try await Bench().get(path)
        #expect(reply.header("x-tally-simulated") == "true")
        #expect(reply.header("x-request-id") != nil)
        #expect(reply.header("openai-processing-ms") != nil)
    }

    @Test(arguments: ["{", #"{"model":"gpt-4o","messages":[{"role":"user"}]}"#])
    func `every refusal is marked`(body: String) async throws {
        #expect(try await Bench().post(body).header("x-tally-simulated") == "true")
    }

    @Test(arguments: [true, false])
    func `every answer and fault is marked and has a number of its own`(stream: Bool) async throws {
        let bench = try Bench(.plain.with { $0.rateLimitShare = 0.5 })
        var numbers: Set<String> = []
        for number in 0..<20 {
            let reply = try await bench.post(request("\(number)", [("stream", .bool(stream))]))
            #expect(reply.header("x-tally-simulated") == "true")
            numbers.insert(reply.header("x-request-id") ?? "")
        }
        #expect(numbers.count == 20)
    }

    @Test func `an answer names a model that can only be a simulated one`() async throws {
        let reply = try await Bench().post(request("x"))
        #expect(reply.json["model"] == "sim-a-2026-01-01")
        #expect(reply.json["system_fingerprint"]?.string?.hasPrefix("fp_sim_") == true)
        #expect(reply.json["id"]?.string?.hasPrefix("chatcmpl-sim-") == true)
    }

    @Test func `the catalog names the simulated models`() async throws {
        let reply = try await Bench().get("/v1/models")
        #expect(reply.json["data"]?.array?.compactMap { $0["id"]?.string } == ["sim-a", "sim-b"])
        #expect(reply.json["data"]?[0]?["owned_by"] == "tally-simulator")
    }

    @Test func `an unknown address is not found, in OpenAI's shape`() async throws {
        let reply = try await Bench().get("/v1/nothing")
        #expect(reply.status == 404)
        #expect(reply.json["error"]?["code"] == "unknown_url")
    }
}
