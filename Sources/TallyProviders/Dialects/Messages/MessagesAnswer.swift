internal import TallyCore
internal import TallyHTTP

/// Reads Anthropic's messages, whole or event by event.
struct MessagesAnswer {
    private(set) var answer = ModelAnswer()
    private var usage = JSONObject()
    private var id: String?
    private var stop: String?

    private static let blocks: Set<String> = ["text", "thinking", "redacted_thinking"]

    /// Reads a whole, not streamed body.
    init(body: JSONValue) {
        if body["type"]?.string == "error" { answer.error = body["error"] ?? body }
        readMessage(body)
        for block in body["content"]?.array ?? [] where block["type"]?.string == "text" {
            answer.text += block["text"]?.string ?? ""
        }
        answer.isComplete = true
        conclude()
    }

    /// Reads a stream; each event is timed by the byte that completed it.
    init(stream response: WireResponse) {
        let (events, isCut) = EventStream.events(in: response.body)
        answer.isOdd = isCut
        for event in events {
            guard let value = try? JSONParser.parse(Array(event.data)), value.object != nil else {
                answer.noteUnreadable(event.data)
                continue
            }
            read(value, at: response.time(at: event.end))
        }
        conclude()
        answer.whole = reassembled
    }

    private mutating func read(_ event: JSONValue, at time: Duration) {
        switch event["type"]?.string {
        case "message_start": readMessage(event["message"] ?? .null)
        case "content_block_delta":
            let delta = event["delta"] ?? .null
            switch delta["type"]?.string {
            case "text_delta": answer.append(delta["text"]?.string ?? "", at: time)
            // Thoughts have no place in the reassembled answer, so the raw bytes are worth keeping.
            case let type?: if type != "signature_delta" { answer.isOdd = true }
            case nil: answer.isOdd = true
            }
        case "message_delta":
            if let reason = event["delta"]?["stop_reason"]?.string { stop = reason }
            addUsage(event["usage"])
        case "message_stop": answer.isComplete = true
        case "error": answer.error = event["error"] ?? event
        case "content_block_start":
            let type = event["content_block"]?["type"]?.string ?? "text"
            if !Self.blocks.contains(type) { answer.isOdd = true }
        case "content_block_stop", "ping": break
        default: answer.isOdd = true
        }
    }

    private mutating func readMessage(_ message: JSONValue) {
        if let value = message["id"]?.string { id = value }
        if let value = message["model"]?.string, !value.isEmpty { answer.facts.model = value }
        if let value = message["stop_reason"]?.string { stop = value }
        addUsage(message["usage"])
    }

    /// The counts of a stream's later events are totals, and leave out what did not change.
    private mutating func addUsage(_ more: JSONValue?) {
        for member in more?.object?.members ?? [] where !member.value.isNull {
            usage[member.key] = member.value
        }
    }

    private mutating func conclude() {
        answer.finish = stop.map { reason in
            switch reason {
            case "end_turn", "stop_sequence": .stop
            case "max_tokens", "model_context_window_exceeded": .length
            case "refusal": .refusal
            default: .other(reason)
            }
        }
        if stop != nil { answer.isComplete = true }
        answer.usage = Usage(messages: .object(usage))
        // The count a stream begins with is not that of its answer.
        if !answer.isComplete, var cut = answer.usage {
            cut.output = max(cut.output, (answer.text.utf8.count + 3) / 4)
            cut.isEstimated = true
            answer.usage = cut
        }
        answer.facts.serviceTier = usage["service_tier"]?.string
        answer.facts.region = usage["inference_geo"]?.string
        // Fast inference and inference held in one country cost more than the tier tells.
        if usage["speed"]?.string == "fast" { answer.facts.surcharges.append("fast") }
        if let region = answer.facts.region, !["", "global", "not_available"].contains(region) {
            answer.facts.surcharges.append(region)
        }
    }

    /// The answer as a message.
    private var reassembled: JSONValue {
        [
            "id": .optional(id), "type": "message", "role": "assistant",
            "model": .optional(answer.facts.model),
            "content": [["type": "text", "text": .string(answer.text)]],
            "stop_reason": .optional(stop), "usage": .object(usage),
        ]
    }
}
