import TallyCore
import TallySimulator
import Testing

struct MessagesCacheTests {
    private struct Usage: Equatable {
        var input: Int
        var written: Int
        var forMinutes: Int
        var forAnHour: Int
        var read: Int

        init(_ usage: JSONValue?) {
            input = usage?["input_tokens"]?.integer ?? -1
            written = usage?["cache_creation_input_tokens"]?.integer ?? -1
            forMinutes = usage?["cache_creation"]?["ephemeral_5m_input_tokens"]?.integer ?? -1
            forAnHour = usage?["cache_creation"]?["ephemeral_1h_input_tokens"]?.integer ?? -1
            read = usage?["cache_read_input_tokens"]?.integer ?? -1
        }

        var total: Int { input + written + read }
    }

    private func block(_ size: Int, _ letter: String, ttl: String? = nil) -> JSONValue {
        var block: [(String, JSONValue)] = [
            ("type", "text"), ("text", .string(String(repeating: letter, count: size))),
        ]
        switch ttl {
        case nil: break
        case "": block.append(("cache_control", ["type": "ephemeral"]))
        case let ttl?: block.append(("cache_control", ["type": "ephemeral", "ttl": .string(ttl)]))
        }
        return .object(JSONObject(block))
    }

    private func usage(_ bench: Bench, _ body: JSONValue) async throws -> Usage {
        Usage(try await bench.message(body).json["usage"])
    }

    @Test func `a marked prefix is written once and read afterwards`() async throws {
        let bench = try Bench()
        let system: JSONValue = [block(6000, "a", ttl: "")]
        let first = try await usage(bench, Messages.body("x", system: system))
        #expect(first.written > 1500 && first.written < 1520)
        #expect(first.forMinutes == first.written && first.forAnHour == 0)
        #expect(first.read == 0)
        let second = try await usage(bench, Messages.body("another", system: system))
        #expect(second.read == first.written)
        #expect(second.written == 0)
        #expect(second.total == first.total + 1, "the receipt has one token more")
        #expect(second.input < 30, "both kinds of cached tokens are left out")
        let counters = bench.simulator.counters["sim-a"]
        #expect(counters?.cacheWriteTokens == first.written)
        #expect(counters?.cachedTokens == second.read)
    }

    @Test func `what is not marked, or too short, is not kept`() async throws {
        let bench = try Bench()
        for system: JSONValue in [[block(6000, "a")], [block(3000, "b", ttl: "")]] {
            for _ in 0..<2 {
                let usage = try await usage(bench, Messages.body("x", system: system))
                #expect(usage.read == 0 && usage.written == 0)
            }
        }
    }

    @Test func `a longer prompt reads what it has in common and writes the rest`() async throws {
        let bench = try Bench()
        let short: JSONValue = [block(6000, "a", ttl: "")]
        let first = try await usage(bench, Messages.body("x", system: short))
        let long: JSONValue = [block(6000, "a"), block(8000, "b", ttl: "1h")]
        let second = try await usage(bench, Messages.body("x", system: long))
        #expect(second.read == first.written)
        #expect(second.written == 2000)
        #expect(second.forAnHour == 2000 && second.forMinutes == 0)
    }

    @Test func `marks have lifetimes of their own`() async throws {
        let system: JSONValue = [block(6000, "a", ttl: "1h"), block(4000, "b", ttl: "5m")]
        let usage = try await usage(Bench(), Messages.body("x", system: system))
        #expect(usage.forMinutes == 1000)
        #expect(usage.forAnHour == usage.written - 1000)
    }

    @Test func `another beginning is another prefix`() async throws {
        let bench = try Bench()
        for letter in ["a", "b"] {
            let system: JSONValue = [block(6000, letter, ttl: "")]
            #expect(try await usage(bench, Messages.body("x", system: system)).read == 0)
        }
    }

    @Test func `a mark on the request marks its last block`() async throws {
        let bench = try Bench()
        let body = Messages.body(
            String(repeating: "long ", count: 1200),
            [Messages.schema, ("cache_control", ["type": "ephemeral"])]
        )
        let first = try await usage(bench, body)
        #expect(first.input == 0)
        #expect(first.written == first.total)
        #expect(try await usage(bench, body).read == first.total)
    }

    @Test func `a model that caches nothing reports nothing`() async throws {
        let bench = try Bench(.plain.with { $0.cachesPrompts = false })
        let system: JSONValue = [block(6000, "a", ttl: "")]
        for _ in 0..<2 {
            let usage = try await usage(bench, Messages.body("x", system: system))
            #expect(usage.read == 0 && usage.written == 0 && usage.input > 1500)
        }
    }

    @Test func `a stream begins with the cache's part of the usage`() async throws {
        let body = Messages.body(
            "x",
            system: [block(6000, "a", ttl: "")],
            [Messages.schema, ("stream", true)]
        )
        let reply = try await Bench().message(body)
        let start = Usage(reply.chunks[0]["message"]?["usage"])
        #expect(start.written > 1500 && start.forMinutes == start.written)
        let end = reply.chunks.first { $0["type"] == "message_delta" }?["usage"]
        #expect(end?["cache_creation_input_tokens"]?.integer == start.written)
    }
}
