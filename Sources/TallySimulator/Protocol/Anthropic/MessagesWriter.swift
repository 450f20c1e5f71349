internal import TallyCore

/// Writes one answer as the Messages API does, whole or as named events.
///
/// Source: https://platform.claude.com/docs/en/build-with-claude/streaming; anthropic-sdk-python's `types/message.py` and
/// `types/raw_message_*_event.py`. Reasoning is a thinking block whose text is left out.
struct MessagesWriter: AnswerWriter {
    private let reply: Reply
    private var index = 0

    init(_ reply: Reply) { self.reply = reply }

    var whole: JSONValue {
        var content: [JSONValue] = []
        if hasThought { content.append(thinking(signature: signature)) }
        if hasText { content.append(["type": "text", "text": .string(reply.answer.text)]) }
        return message(content: content, isOver: true, usage: reply.usage.messages)
    }

    mutating func opening() -> [UInt8] {
        var usage = reply.usage.messages.object ?? JSONObject()
        usage["output_tokens"] = 1
        usage["output_tokens_details"] = nil
        let start = message(content: [], isOver: false, usage: .object(usage))
        return event("message_start", [("message", start)])
            + (hasThought ? blockStart(thinking(signature: "")) : [])
    }

    mutating func contentOpening() -> [UInt8] {
        var bytes: [UInt8] = []
        if hasThought {
            bytes += delta(["type": "signature_delta", "signature": .string(signature)])
            bytes += blockStop()
            index += 1
        }
        guard hasText else { return bytes }
        return bytes + blockStart(["type": "text", "text": ""]) + event("ping", [])
    }

    mutating func piece(_ text: String) -> [UInt8] {
        delta(["type": "text_delta", "text": .string(text)])
    }

    mutating func closing() -> [UInt8] {
        var usage = reply.usage.messages.object ?? JSONObject()
        for name in ["cache_creation", "service_tier"] { usage[name] = nil }
        let end = event(
            "message_delta",
            [
                (
                    "delta",
                    .object(
                        JSONObject([
                            ("stop_reason", .string(stopReason)), ("stop_sequence", nil),
                            ("stop_details", stopDetails),
                        ])
                    )
                ), ("usage", .object(usage)),
            ]
        )
        return (hasText ? blockStop() : []) + end + event("message_stop", [])
    }

    /// The error comes without the request's name, as in the documentation's example.
    mutating func failure(isOverloaded: Bool) -> [UInt8] {
        let error = AnthropicErrors.serverError(isOverloaded: isOverloaded)
        return ServerSentEvent.named("error", AnthropicErrors.body(error.type, error.message, nil))
    }
}

// MARK: The parts

extension MessagesWriter {
    private var hasThought: Bool { reply.answer.reasoning > 0 }

    /// An answer that came to nothing has no text block.
    private var hasText: Bool { !hasThought || !reply.answer.text.isEmpty }

    private var signature: String { "sim_" + reply.id }

    private func thinking(signature: String) -> JSONValue {
        ["type": "thinking", "thinking": "", "signature": .string(signature)]
    }

    private var isRefused: Bool { reply.answer.isRefusal || reply.answer.filtered != nil }

    private var stopReason: String {
        switch reply.answer.finish {
        case _ where isRefused: "refusal"
        case .length: "max_tokens"
        case .stop, .contentFilter: "end_turn"
        }
    }

    private var stopDetails: JSONValue {
        isRefused ? ["type": "refusal", "category": nil, "explanation": nil] : .null
    }

    private func message(content: [JSONValue], isOver: Bool, usage: JSONValue) -> JSONValue {
        [
            "id": .string("msg_sim_" + reply.id), "type": "message", "role": "assistant",
            "model": .string(reply.model), "content": .array(content),
            "stop_reason": isOver ? .string(stopReason) : .null, "stop_sequence": nil,
            "stop_details": isOver ? stopDetails : .null, "usage": usage,
        ]
    }

    private func blockStart(_ block: JSONValue) -> [UInt8] {
        event("content_block_start", [("index", .number(index)), ("content_block", block)])
    }

    private func delta(_ delta: JSONValue) -> [UInt8] {
        event("content_block_delta", [("index", .number(index)), ("delta", delta)])
    }

    private func blockStop() -> [UInt8] { event("content_block_stop", [("index", .number(index))]) }

    private func event(_ type: String, _ members: [(String, JSONValue)]) -> [UInt8] {
        ServerSentEvent.named(type, .object(JSONObject([("type", .string(type))] + members)))
    }
}

extension ReportedUsage {
    /// As the Messages API counts: input tokens are those that were neither read from the cache nor written to it.
    var messages: JSONValue {
        var members: [(String, JSONValue)] = [
            ("input_tokens", .number(prompt - cached - written)),
            ("cache_creation_input_tokens", .number(written)),
            ("cache_read_input_tokens", .number(cached)),
            (
                "cache_creation",
                [
                    "ephemeral_5m_input_tokens": .number(writtenForMinutes),
                    "ephemeral_1h_input_tokens": .number(writtenForAnHour),
                ]
            ), ("output_tokens", .number(completion)), ("service_tier", "standard"),
        ]
        if reasoning > 0 {
            members.append(("output_tokens_details", ["thinking_tokens": .number(reasoning)]))
        }
        return .object(JSONObject(members))
    }
}
