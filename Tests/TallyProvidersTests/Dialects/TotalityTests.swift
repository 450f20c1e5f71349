import TallyCore
import TallyHTTP
import TallyProviders
import Testing

/// Whatever a server sends is read as something: an answer or an error, never a trap.
struct TotalityTests {
    private static let profile = Profile(name: "p", provider: .openai, model: "m")
    private static let dialects: [any Dialect] = [
        ChatDialect(profile: profile, schema: [:]), ResponsesDialect(profile: profile, schema: [:]),
        MessagesDialect(profile: profile, schema: [:]),
    ]

    /// Events of all dialects, so that each meets what it knows and what it does not.
    private static let events: [String] = [
        Wire.role, Wire.content("{}"), Wire.stop, Wire.usage, Wire.done,
        Wire.event(#"{"type":"response.output_text.delta","delta":"{}"}"#),
        Wire.event(
            #"{"type":"response.completed","response":{"status":"completed","model":"m","output":[{"type":"message","#
                + #""content":[{"type":"output_text","text":"{}"}]}],"usage":{"input_tokens":5,"output_tokens":6,"#
                + #""input_tokens_details":{"cached_tokens":2},"total_tokens":11}}}"#
        ),
        Wire.event(
            #"{"type":"response.failed","response":{"status":"failed","error":{"code":"x","message":"y"}}}"#
        ),
        Wire.event(
            #"{"type":"message_start","message":{"id":"i","model":"m","usage":{"input_tokens":3,"output_tokens":1,"#
                + #""cache_creation":{"ephemeral_1h_input_tokens":9}}}}"#
        ),
        Wire.event(#"{"type":"content_block_delta","delta":{"type":"text_delta","text":"{}"}}"#),
        Wire.event(
            #"{"type":"message_delta","delta":{"stop_reason":"end_turn"},"usage":{"output_tokens":7}}"#
        ),
        Wire.event(#"{"error":{"message":7,"code":{},"type":[]}}"#),
    ]

    private static func mutated(_ bytes: [UInt8], _ generator: inout SeededGenerator) -> [UInt8] {
        var bytes = bytes
        for _ in 0..<(1 + generator.below(6)) where !bytes.isEmpty {
            let index = generator.below(bytes.count)
            switch generator.below(4) {
            case 0: bytes[index] = UInt8(generator.below(256))
            case 1: bytes.remove(at: index)
            case 2: bytes.insert(contentsOf: Array("9999999999999999999".utf8), at: index)
            default: bytes.removeSubrange(index..<min(bytes.count, index + generator.below(40)))
            }
        }
        return bytes
    }

    @Test(arguments: 0..<3)
    func `mutated streams and bodies of every kind are read`(dialect: Int) {
        var generator = SeededGenerator(seed: UInt64(dialect + 1))
        var answered = 0
        for _ in 0..<3000 {
            let chosen = (0..<(1 + generator.below(6))).map { _ in generator.pick(Self.events) }
            var response = Wire.stream(chosen)
            if generator.chance(0.3) {
                let body = generator.pick(Self.events).dropFirst(6)
                response = Wire.response(generator.chance(0.5) ? 200 : 400, String(body))
            }
            if generator.chance(0.8) { response.body = Self.mutated(response.body, &generator) }
            let exchange = Wire.read(response, by: Self.dialects[dialect])
            if exchange.completion != nil { answered += 1 }
            if let usage = exchange.usage {
                let counts = [
                    usage.input, usage.cachedInput, usage.cacheWrite, usage.cacheWriteLong,
                    usage.output, usage.reasoning,
                ]
                #expect(counts.allSatisfy { $0 >= 0 })
            }
        }
        // The draw holds both: answers, and what is none.
        #expect((100..<2900).contains(answered), "\(answered)")
    }
}
