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

    private static let chunkKeys: Set<String> = [
        "id", "object", "created", "model", "choices", "usage", "system_fingerprint",
        "service_tier", "obfuscation", "prompt_filter_results", "error", "timings",
    ]
    private static let choiceKeys: Set<String> = [
        "index", "delta", "finish_reason", "logprobs", "content_filter_results",
        "content_filter_offsets",
    ]
    private static let deltaKeys: Set<String> = ["role", "content", "refusal"]

    /// Reads a whole, not streamed body.
    init(body: JSONValue) {
        readHead(body)
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
            guard let chunk = try? JSONParser.parse(Array(event.data)), chunk.object != nil else {
                answer.noteUnreadable(event.data)
                continue
            }
            read(chunk: chunk, at: response.time(at: event.end))
        }
        if finish != nil { answer.isComplete = true }
        conclude()
        answer.whole = reassembled
    }

    private mutating func readHead(_ body: JSONValue) {
        if let value = body["id"]?.string, !value.isEmpty { id = value }
        if let value = body["model"]?.string, !value.isEmpty { answer.facts.model = value }
        if let value = body["system_fingerprint"]?.string { answer.facts.fingerprint = value }
        if let value = body["service_tier"]?.string { answer.facts.serviceTier = value }
        if let value = body["usage"], !value.isNull { usage = value }
        if let value = body["error"], !value.isNull { answer.error = value }
        if let value = body["prompt_filter_results"], !value.isNull { promptFilter = value }
        if let value = body["timings"], !value.isNull { timings = value }
    }

    private mutating func read(chunk: JSONValue, at time: Duration) {
        readHead(chunk)
        noteUnknown(chunk, Self.chunkKeys)
        // Azure's first chunk and the usage chunk have no choice.
        guard let choice = chunk["choices"]?[0] else { return }
        if let reason = choice["finish_reason"]?.string { finish = reason }
        readFilter(of: choice)
        noteUnknown(choice, Self.choiceKeys)
        logprobs.add(choice["logprobs"])
        if logprobs.isOdd { answer.isOdd = true }
        guard let delta = choice["delta"] else { return }
        noteUnknown(delta, Self.deltaKeys)
        if let piece = delta["refusal"]?.string { answer.refusal += piece }
        answer.append(Self.text(delta["content"]), at: time)
    }

    /// What the reassembled answer has no place for makes the raw bytes worth keeping; a null says nothing.
    private mutating func noteUnknown(_ value: JSONValue, _ known: Set<String>) {
        let members = value.object?.members ?? []
        if members.contains(where: { !known.contains($0.key) && !$0.value.isNull }) {
            answer.isOdd = true
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
