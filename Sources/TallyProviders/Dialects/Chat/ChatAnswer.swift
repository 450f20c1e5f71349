internal import TallyCore
internal import TallyHTTP

/// Reads chat completions, whole or chunk by chunk.
struct ChatAnswer {
    private(set) var answer = ModelAnswer()
    private var finish: String?
    private var usage: JSONValue?
    private var id: String?
    private var promptFilter: JSONValue?
    private var answerFilter: JSONValue?
    /// How llama.cpp's server says it spent its time.
    private var timings: JSONValue?
    private var logprobs = TokenLogprobs()

    /// Reads a whole, not streamed body.
    init(body: JSONValue) {
        _ = readHead(body)
        defer { conclude() }
        guard let choice = body["choices"]?[0] else { return }
        answer.text = Self.text(choice["message"]?["content"])
        answer.refusal = choice["message"]?["refusal"]?.string ?? ""
        finish = choice["finish_reason"]?.string
        readFilter(of: choice)
        logprobs.add(choice["logprobs"])
        answer.isComplete = true
    }

    /// Reads a stream; each chunk is timed by the byte that completed its event.
    init(stream response: WireResponse) {
        let (events, isCut) = EventStream.events(in: response.body)
        answer.isOdd = isCut
        for event in events {
            if event.data.elementsEqual("[DONE]".utf8) {
                answer.isComplete = true
                continue
            }
            let parsed = event.data.withUnsafeBufferPointer { try? JSONParser.parse($0) }
            guard let chunk = parsed, chunk.object != nil else {
                answer.noteUnreadable(event.data)
                continue
            }
            read(chunk: chunk, at: response.time(at: event.end))
        }
        if finish != nil { answer.isComplete = true }
        conclude()
        answer.whole = reassembled
    }

    /// Reads what stands beside the choices; returns whether there is anything that is not known.
    ///
    /// A null says nothing.
    private mutating func readHead(_ body: JSONValue) -> Bool {
        var isOdd = false
        for member in body.object?.members ?? [] where !member.value.isNull {
            let value = member.value
            switch member.key {
            case "choices", "object", "created", "obfuscation": break
            case "id": if let text = value.string, !text.isEmpty { id = text }
            case "model": if let text = value.string, !text.isEmpty { answer.facts.model = text }
            case "system_fingerprint":
                answer.facts.fingerprint = value.string ?? answer.facts.fingerprint
            case "service_tier": answer.facts.serviceTier = value.string ?? answer.facts.serviceTier
            case "usage": usage = value
            case "error": answer.error = value
            case "prompt_filter_results": promptFilter = value
            case "timings": timings = value
            default: isOdd = true
            }
        }
        return isOdd
    }

    /// What the reassembled answer has no place for makes the raw bytes worth keeping.
    private mutating func read(chunk: JSONValue, at time: Duration) {
        if readHead(chunk) { answer.isOdd = true }
        // Azure's first chunk and the usage chunk have no choice.
        guard let choice = chunk["choices"]?[0] else { return }
        var delta: JSONValue?
        for member in choice.object?.members ?? [] where !member.value.isNull {
            switch member.key {
            case "delta": delta = member.value
            case "finish_reason": finish = member.value.string ?? finish
            case "logprobs": logprobs.add(member.value)
            case "content_filter_results": readFilter(of: choice)
            case "index", "content_filter_offsets": break
            default: answer.isOdd = true
            }
        }
        if logprobs.isOdd { answer.isOdd = true }
        for member in delta?.object?.members ?? [] where !member.value.isNull {
            switch member.key {
            case "content": answer.append(Self.text(member.value), at: time)
            case "refusal": answer.refusal += member.value.string ?? ""
            case "role": break
            default: answer.isOdd = true
            }
        }
    }

    /// The verdict on the whole answer comes last; chunks without one carry an empty object.
    private mutating func readFilter(of choice: JSONValue) {
        guard let verdict = choice["content_filter_results"], verdict.object?.isEmpty == false
        else { return }
        answerFilter = verdict
    }

    /// Content is text, or a list of parts of which the text ones count.
    private static func text(_ content: JSONValue?) -> String {
        content?.string ?? (content?.array ?? []).compactMap { $0["text"]?.string }.joined()
    }

    private mutating func conclude() {
        answer.finish = finish.map { reason in
            switch reason {
            case "stop": .stop
            case "length": .length
            case "content_filter": .contentFilter
            default: .other(reason)
            }
        }
        answer.usage = usage.flatMap(Usage.init(chat:))
        answer.meanLogprob = logprobs.mean
        guard promptFilter != nil || answerFilter != nil else { return }
        answer.facts.filters = ["prompt": promptFilter ?? .null, "answer": answerFilter ?? .null]
    }

    /// The answer as a chat completion.
    private var reassembled: JSONValue {
        var body = JSONObject([
            ("id", .optional(id)), ("object", "chat.completion"),
            ("model", .optional(answer.facts.model)),
            ("system_fingerprint", .optional(answer.facts.fingerprint)),
        ])
        if let tier = answer.facts.serviceTier { body["service_tier"] = .string(tier) }
        if let promptFilter { body["prompt_filter_results"] = promptFilter }
        var choice = JSONObject([
            ("index", 0),
            (
                "message",
                [
                    "role": "assistant", "content": .string(answer.text),
                    "refusal": answer.refusal.isEmpty ? .null : .string(answer.refusal),
                ]
            ),
            ("finish_reason", .optional(finish)),
        ])
        if let answerFilter { choice["content_filter_results"] = answerFilter }
        if let logprobs = logprobs.whole { choice["logprobs"] = logprobs }
        body["choices"] = [.object(choice)]
        body["usage"] = usage ?? .null
        if let timings { body["timings"] = timings }
        return .object(body)
    }
}
