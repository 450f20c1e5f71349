import TallyCore
import TallySimulator
import Testing

struct UsageTests {
    private func long(_ size: Int, ending: String = "") -> JSONValue {
        request(
            Case.market.text ?? "",
            system: String(repeating: "Read carefully. ", count: size / 16) + ending
        )
    }

    private func cached(_ reply: Reply) -> Int? {
        reply.json["usage"]?["prompt_tokens_details"]?["cached_tokens"]?.integer
    }

    @Test func `four bytes are a token, and a message costs four more`() async throws {
        let body: JSONValue = [
            "model": "sim-a",
            "messages": [
                ["role": "user", "content": "12345678"], ["role": "user", "content": "9"],
            ],
            "response_format": ["type": "json_object"],
        ]
        let reply = try await Bench().post(body)
        let usage = reply.json["usage"]
        let answered = ((reply.answer?.utf8.count ?? 0) + 3) / 4
        #expect(usage?["prompt_tokens"]?.integer == 3 + (4 + 2) + (4 + 1))
        #expect(usage?["completion_tokens"]?.integer == answered)
        #expect(usage?["total_tokens"]?.integer == 14 + answered)
    }

    @Test func `a prompt under 1,024 tokens is never cached`() async throws {
        let bench = try Bench()
        for _ in 0..<3 { #expect(try await cached(bench.post(long(3600))) == 0) }
    }

    @Test func `a known prefix is cached in steps of 128 tokens`() async throws {
        let bench = try Bench()
        #expect(try await cached(bench.post(long(8000))) == 0)
        let again = try await bench.post(long(8000))
        #expect(cached(again) == 1920)
        #expect((again.json["usage"]?["prompt_tokens"]?.integer ?? 0) - 1920 < 256)
    }

    @Test func `only the common beginning counts`() async throws {
        let bench = try Bench()
        _ = try await bench.post(long(8000))
        #expect(try await cached(bench.post(long(4800, ending: "Else."))) == 1152)
    }

    @Test func `each model remembers for itself`() async throws {
        let bench = try Bench()
        _ = try await bench.post(long(8000))
        var body = long(8000).object ?? JSONObject()
        body["model"] = "sim-b"
        #expect(try await cached(bench.post(.object(body))) == 0)
    }

    @Test func `a model that reports cache writes tells what it newly kept`() async throws {
        let bench = try Bench(.plain.with { $0.reportsCacheWrites = true })
        func details(_ reply: Reply) -> [JSONValue?] {
            let details = reply.json["usage"]?["prompt_tokens_details"]
            return [details?["cached_tokens"], details?["cache_write_tokens"]]
        }
        #expect(try await details(bench.post(long(4800))) == [0, 1152])
        #expect(try await details(bench.post(long(8000))) == [1152, 768])
        #expect(try await details(bench.post(long(8000))) == [1920, nil])
        #expect(bench.simulator.counters["sim-a"]?.cacheWriteTokens == 1920)
        #expect(try await details(Bench().post(long(8000))) == [0, nil])
    }

    @Test func `a model that caches nothing reports nothing`() async throws {
        let bench = try Bench(.plain.with { $0.cachesPrompts = false })
        for _ in 0..<2 { #expect(try await cached(bench.post(long(8000))) == 0) }
    }
}
