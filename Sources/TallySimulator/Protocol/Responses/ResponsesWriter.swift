internal import TallyCore

/// Writes one answer as the Responses API does, whole or as typed events.
///
/// Source: https://platform.openai.com/docs/api-reference/responses-streaming; openai-python's `types/responses`. A stream
/// ends with its last event: there is no `[DONE]`.
struct ResponsesWriter: AnswerWriter {
    private let reply: Reply
    private let object: ResponseObject
    private var sequence = 0

    init(_ reply: Reply, vendor: Vendor) {
        self.reply = reply
        object = ResponseObject(reply: reply, vendor: vendor)
    }

    var whole: JSONValue { object.json(status, output: output) }

    /// The response exists as soon as it is accepted.
    mutating func preamble() -> [UInt8] {
        let response = object.json(.inProgress, output: [])
        return event("response.created", [("response", response)])
            + event("response.in_progress", [("response", response)])
    }

    mutating func opening() -> [UInt8] { hasReasoned ? item("added", 0, reasoning) : [] }

    mutating func contentOpening() -> [UInt8] {
        var bytes: [UInt8] = []
        if hasReasoned { bytes += item("done", 0, reasoning) }
        guard hasMessage else { return bytes }
        bytes += item("added", place, message(status: "in_progress", content: []))
        bytes += event("response.content_part.added", position + [("part", part(""))])
        return bytes
    }

    mutating func piece(_ text: String) -> [UInt8] {
        var members = position + [("delta", .string(text))]
        if !isRefusal { members.append(("logprobs", [])) }
        return event(isRefusal ? "response.refusal.delta" : "response.output_text.delta", members)
    }

    mutating func closing() -> [UInt8] {
        var bytes: [UInt8] = []
        if hasMessage {
            let text = JSONValue.string(reply.answer.text)
            bytes +=
                isRefusal
                ? event("response.refusal.done", position + [("refusal", text)])
                : event(
                    "response.output_text.done",
                    position + [("text", text), ("logprobs", [])]
                )
            bytes += event(
                "response.content_part.done",
                position + [("part", part(reply.answer.text))]
            )
            bytes += item("done", place, wholeMessage)
        }
        return bytes + event("response." + status.name, [("response", whole)])
    }

    /// An overloaded server sends an error, any other a response that failed.
    mutating func failure(isOverloaded: Bool) -> [UInt8] {
        if isOverloaded {
            let message = "The engine is currently overloaded, please try again later (simulated)."
            return event(
                "error",
                [("code", "server_error"), ("message", .string(message)), ("param", nil)]
            )
        }
        let failed = ResponseObject.Status.failed(
            message: "The server had an error while processing your request (simulated)."
        )
        return event("response.failed", [("response", object.json(failed, output: []))])
    }
}

// MARK: The parts

extension ResponsesWriter {
    private var isRefusal: Bool { reply.answer.isRefusal }
    private var hasReasoned: Bool { reply.answer.reasoning > 0 }

    /// An answer that came to nothing has no message at all.
    private var hasMessage: Bool { !hasReasoned || !reply.answer.text.isEmpty }

    /// The message's index among the items.
    private var place: Int { hasReasoned ? 1 : 0 }

    private var status: ResponseObject.Status {
        switch reply.answer.finish {
        case .stop: .completed
        case .length: .incomplete("max_output_tokens")
        case .contentFilter: .incomplete("content_filter")
        }
    }

    private var output: [JSONValue] {
        (hasReasoned ? [reasoning] : []) + (hasMessage ? [wholeMessage] : [])
    }

    private var reasoning: JSONValue {
        ["id": .string("rs_sim_" + reply.id), "type": "reasoning", "summary": []]
    }

    private var wholeMessage: JSONValue {
        message(status: status.name, content: [part(reply.answer.text)])
    }

    private func message(status: String, content: [JSONValue]) -> JSONValue {
        [
            "id": .string(messageID), "type": "message", "status": .string(status),
            "content": .array(content), "role": "assistant",
        ]
    }

    private func part(_ text: String) -> JSONValue {
        isRefusal
            ? ["type": "refusal", "refusal": .string(text)]
            : ["type": "output_text", "annotations": [], "logprobs": [], "text": .string(text)]
    }

    private var messageID: String { "msg_sim_" + reply.id }

    /// Where a piece of the message belongs.
    private var position: [(String, JSONValue)] {
        [
            ("item_id", .string(messageID)), ("output_index", .number(place)),
            ("content_index", 0),
        ]
    }

    private mutating func item(_ what: String, _ index: Int, _ item: JSONValue) -> [UInt8] {
        event("response.output_item." + what, [("output_index", .number(index)), ("item", item)])
    }

    private mutating func event(_ type: String, _ members: [(String, JSONValue)]) -> [UInt8] {
        let head: [(String, JSONValue)] = [
            ("type", .string(type)), ("sequence_number", .number(sequence)),
        ]
        sequence += 1
        return ServerSentEvent.named(type, .object(JSONObject(head + members)))
    }
}
