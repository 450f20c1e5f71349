import TallyCore
import TallyHTTP
import TallyProviders

/// What servers send, whole or streamed, read in every dialect.
struct StreamTarget: Target {
    private static let profile = Profile(name: "p", provider: .openai, model: "m")
    private static let dialects: [any Dialect] = [
        ChatDialect(profile: profile, schema: [:]), ResponsesDialect(profile: profile, schema: [:]),
        MessagesDialect(profile: profile, schema: [:]),
    ]
    private static let chunk = #"data: {"id":"c","object":"chat.completion.chunk","model":"m","#
    private static let prompt = Prompt(system: "You read.", user: "RECEIPT")

    let words = [
        "data: ", "event: ", "\n\n", "\r\n\r\n", ": comment\n", "[DONE]",
        "\"finish_reason\":\"stop\"",
        "\"finish_reason\":\"length\"", "\"delta\":", "\"content\":", "\"usage\":", "\"error\":",
        "\"prompt_tokens\":", "\"type\":\"response.completed\"", "\"type\":\"message_stop\"",
        "\"cached_tokens\":", "\"choices\":[", "\"refusal\":", "\"message\":",
    ]

    let seeds: [[UInt8]] = [
        chunk
            + #""choices":[{"index":0,"delta":{"role":"assistant","content":""},"finish_reason":null}]}"#
            + "\n\n" + chunk
            + #""choices":[{"index":0,"delta":{"content":"{\"total\":1}"},"finish_reason":null}]}"#
            + "\n\n" + chunk + #""choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}"#
            + "\n\n" + chunk
            + #""choices":[],"usage":{"prompt_tokens":9,"completion_tokens":3,"total_tokens":12}}"#
            + "\n\ndata: [DONE]\n\n",
        #"{"id":"c","model":"m","choices":[{"index":0,"message":{"role":"assistant","content":"{}"},"#
            + #""finish_reason":"stop"}],"usage":{"prompt_tokens":9,"completion_tokens":3}}"#,
        #"{"error":{"message":"slow down","type":"rate_limit_exceeded","code":"rate_limit_exceeded"}}"#,
        "event: response.output_text.delta\ndata: "
            + #"{"type":"response.output_text.delta","delta":"{}"}"# + "\n\ndata: "
            + #"{"type":"response.completed","response":{"status":"completed","model":"m","output":[{"type":"message","#
            + #""content":[{"type":"output_text","text":"{}"}]}],"usage":{"input_tokens":5,"output_tokens":6}}}"#
            + "\n\n",
        "event: message_start\ndata: "
            + #"{"type":"message_start","message":{"id":"i","model":"m","usage":{"input_tokens":3}}}"#
            + "\n\ndata: "
            + #"{"type":"content_block_delta","delta":{"type":"text_delta","text":"{}"}}"#
            + "\n\ndata: "
            + #"{"type":"message_delta","delta":{"stop_reason":"end_turn"},"usage":{"output_tokens":7}}"#
            + "\n\ndata: " + #"{"type":"message_stop"}"# + "\n\n",
        "<html><body>502 Bad Gateway</body></html>",
    ].map { Array($0.utf8) }

    /// The first two bytes choose status, dialect and where the network cut the response into parts.
    func read(_ input: [UInt8]) throws -> String {
        let choice = Int(input.first ?? 0)
        var response = WireResponse()
        response.status = [200, 200, 200, 400, 429, 500][choice % 6]
        response.body = input
        response.sent = .milliseconds(1)
        response.firstByte = .milliseconds(2)
        response.done = .seconds(9)
        if choice.isMultiple(of: 7) { response.failure = WireFailure(.closed, "cut") }
        if choice.isMultiple(of: 2) {
            response.headers = [("content-type", "text/event-stream")]
        }
        let step = 1 + Int(input.last ?? 0)
        for (index, offset) in stride(from: step, through: input.count, by: step).enumerated() {
            response.marks.append(.init(offset: offset, time: .milliseconds(3 + index)))
        }
        let exchange = ExchangeReader(
            dialect: Self.dialects[choice % 3],
            response: response,
            prompt: Self.prompt,
            now: 1_795_489_920
        ).exchange
        try check(exchange, response)
        let usage = exchange.usage.map { "\($0.isEstimated) \($0.isInconsistent)" } ?? ""
        switch exchange.result {
        case .success(let completion):
            return "\(choice % 3) \(completion.finish.name) \(completion.text.prefix(4)) \(usage)"
        case .failure(let error):
            let words = error.message.prefix(40).filter { $0.isLetter || $0 == " " }
            return "\(choice % 3) \(error.type) \(words) \(usage)"
        }
    }

    private func check(_ exchange: Exchange, _ response: WireResponse) throws {
        if let usage = exchange.usage {
            let counts = [
                usage.input, usage.cachedInput, usage.cacheWrite, usage.cacheWriteLong,
                usage.output, usage.reasoning,
            ]
            guard counts.allSatisfy({ $0 >= 0 }) else { throw Violation("negative tokens") }
        }
        if case .success = exchange.result {
            guard response.status == 200, exchange.billing == .billed else {
                throw Violation(
                    "an answer that was not billed, or of status \(response.status ?? 0)"
                )
            }
        }
        guard exchange.timings.service >= .zero else { throw Violation("negative service time") }
        if let first = exchange.timings.timeToFirstToken {
            guard first >= .zero, first <= exchange.timings.service else {
                throw Violation("first token after the last byte")
            }
        }
        let offsets = exchange.chunkOffsets
        guard zip(offsets, offsets.dropFirst()).allSatisfy({ $0 <= $1 }) else {
            throw Violation("chunks that arrive before their predecessors")
        }
    }
}
