internal import TallyCore
internal import TallyHTTP

/// Reads OpenAI's responses, whole or event by event.
struct ResponsesAnswer {
    private(set) var answer = ModelAnswer()

    /// Events that bring nothing an answer is made of: the last one repeats what they announce.
    private static let passed: Set<String> = [
        "response.created", "response.queued", "response.in_progress",
        "response.output_item.added", "response.output_item.done", "response.content_part.added",
        "response.content_part.done", "response.output_text.done", "response.refusal.done",
        "response.reasoning_text.delta", "response.reasoning_text.done",
        "response.reasoning_summary_part.added", "response.reasoning_summary_part.done",
        "response.reasoning_summary_text.delta", "response.reasoning_summary_text.done",
    ]

    /// Reads a whole, not streamed body.
    init(body: JSONValue) {
        conclude(body)
        let (text, refusal) = Self.output(of: body)
        answer.text = text
        answer.refusal = refusal
        answer.isComplete = true
    }

    /// Reads a stream; each event is timed by the byte that completed it.
    init(stream response: WireResponse) {
        let (events, isCut) = EventStream.events(in: response.body)
        answer.isOdd = isCut
        for event in events {
            // Gateways end it as they end chat completions.
            if event.data.elementsEqual("[DONE]".utf8) { continue }
            guard let value = try? JSONParser.parse(Array(event.data)), value.object != nil else {
                answer.noteUnreadable(event.data)
                continue
            }
            read(value, at: response.time(at: event.end))
        }
    }

    private mutating func read(_ event: JSONValue, at time: Duration) {
        switch event["type"]?.string {
        case "response.output_text.delta":
            answer.append(event["delta"]?.string ?? "", at: time)
        case "response.refusal.delta": answer.refusal += event["delta"]?.string ?? ""
        case "response.completed", "response.incomplete", "response.failed":
            let whole = event["response"] ?? .null
            conclude(whole)
            answer.isComplete = true
            answer.whole = whole
            guard answer.error == nil else { break }
            // A server may spare the deltas; what comes last holds everything.
            let (text, refusal) = Self.output(of: whole)
            if answer.text.isEmpty { answer.append(text, at: time) }
            if answer.refusal.isEmpty { answer.refusal = refusal }
        case "error":
            // The members stand in the event itself, or as other interfaces have them.
            answer.error = event["error"]?.object == nil ? event : event["error"]
        case let type?:
            if !Self.passed.contains(type) { answer.isOdd = true }
            readHead(event["response"] ?? .null)
        case nil: answer.isOdd = true
        }
    }

    private mutating func readHead(_ response: JSONValue) {
        if let value = response["model"]?.string, !value.isEmpty { answer.facts.model = value }
        if let value = response["service_tier"]?.string { answer.facts.serviceTier = value }
        if let value = response["content_filters"], !value.isNull { answer.facts.filters = value }
    }

    private mutating func conclude(_ response: JSONValue) {
        readHead(response)
        answer.usage = response["usage"].flatMap(Usage.init(responses:))
        if let value = response["error"], !value.isNull { answer.error = value }
        switch response["status"]?.string {
        case "completed": answer.finish = .stop
        case "incomplete":
            switch response["incomplete_details"]?["reason"]?.string {
            case "max_output_tokens": answer.finish = .length
            case "content_filter": answer.finish = .contentFilter
            case let reason: answer.finish = .other(reason ?? "incomplete")
            }
        case let status?: answer.finish = .other(status)
        case nil: break
        }
    }

    /// The text and the refusal of all messages in the output, joined.
    private static func output(of response: JSONValue) -> (text: String, refusal: String) {
        var text = ""
        var refusal = ""
        for item in response["output"]?.array ?? [] where item["type"]?.string == "message" {
            for part in item["content"]?.array ?? [] {
                switch part["type"]?.string {
                case "output_text": text += part["text"]?.string ?? ""
                case "refusal": refusal += part["refusal"]?.string ?? ""
                default: continue
                }
            }
        }
        return (text, refusal)
    }
}
