internal import TallyCore
internal import TallyHTTP

/// A chat completion as far as it was received, from one body or from a stream.
struct ChatAnswer {
    var text = ""
    var refusal = ""
    var finish: String?
    var usage: JSONValue?
    var model: String?
    var id: String?
    var fingerprint: String?
    var error: JSONValue?
    /// When the first chunk with content arrived; `nil` when not streamed.
    var firstContent: Duration?
    /// When each chunk with content arrived.
    var chunkTimes: [Duration] = []
    /// The stream ended with `[DONE]` or a finish reason.
    var isComplete = false
    /// Something was not understood: the raw bytes are worth keeping.
    var isOdd = false

    private static let chunkKeys: Set<String> = [
        "id", "object", "created", "model", "choices", "usage", "system_fingerprint",
        "service_tier", "obfuscation", "prompt_filter_results", "error",
    ]

    /// Reads a whole, not streamed body.
    init(body: JSONValue) {
        readHead(body)
        guard let choice = body["choices"]?[0] else { return }
        text = Self.text(choice["message"]?["content"])
        refusal = choice["message"]?["refusal"]?.string ?? ""
        finish = choice["finish_reason"]?.string
        isComplete = true
    }

    /// Reads a stream; each chunk is timed by the byte that completed its event.
    init(stream response: WireResponse) {
        let (events, isCut) = EventStream.events(in: response.body)
        isOdd = isCut
        for event in events {
            if event.data.elementsEqual("[DONE]".utf8) {
                isComplete = true
                continue
            }
            guard let chunk = try? JSONParser.parse(Array(event.data)), chunk.object != nil else {
                isOdd = true
                continue
            }
            read(chunk: chunk, at: response.time(at: event.end))
        }
        if finish != nil { isComplete = true }
    }

    private mutating func readHead(_ body: JSONValue) {
        if let value = body["id"]?.string, !value.isEmpty { id = value }
        if let value = body["model"]?.string, !value.isEmpty { model = value }
        if let value = body["system_fingerprint"]?.string { fingerprint = value }
        if let value = body["usage"], !value.isNull { usage = value }
        if let value = body["error"], !value.isNull { error = value }
    }

    private mutating func read(chunk: JSONValue, at time: Duration) {
        readHead(chunk)
        if chunk.object?.keys.contains(where: { !Self.chunkKeys.contains($0) }) == true {
            isOdd = true
        }
        // Azure's first chunk and the usage chunk have no choice.
        guard let choice = chunk["choices"]?[0] else { return }
        if let reason = choice["finish_reason"]?.string { finish = reason }
        if let piece = choice["delta"]?["refusal"]?.string { refusal += piece }
        let piece = Self.text(choice["delta"]?["content"])
        guard !piece.isEmpty else { return }
        text += piece
        chunkTimes.append(time)
        if firstContent == nil { firstContent = time }
    }

    /// Content is text, or a list of parts of which the text ones count.
    private static func text(_ content: JSONValue?) -> String {
        content?.string ?? (content?.array ?? []).compactMap { $0["text"]?.string }.joined()
    }

    /// The answer as a chat completion, the stored form of a well-formed stream.
    var reassembled: JSONValue {
        [
            "id": .optional(id), "object": "chat.completion", "model": .optional(model),
            "system_fingerprint": .optional(fingerprint),
            "choices": [
                [
                    "index": 0,
                    "message": [
                        "role": "assistant", "content": .string(text),
                        "refusal": refusal.isEmpty ? .null : .string(refusal),
                    ],
                    "finish_reason": .optional(finish),
                ]
            ],
            "usage": usage ?? .null,
        ]
    }
}
