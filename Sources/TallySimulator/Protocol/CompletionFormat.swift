internal import TallyCore

/// Writes one answer as OpenAI's endpoint does, whole or as server-sent events.
struct CompletionFormat {
    private let id: String
    private let model: String
    private let fingerprint: String
    /// What every event starts with, up to the choices.
    private let head: [UInt8]

    /// Seconds since 1970: the day in the returned model's name, so that equal requests get equal bytes.
    static let created = 1_767_225_600

    init(id: String, model: String, fingerprint: String) {
        self.id = id
        self.model = model
        self.fingerprint = fingerprint
        let value: JSONValue = [
            "id": .string(id), "object": "chat.completion.chunk",
            "created": .number(Self.created), "model": .string(model),
            "system_fingerprint": .string(fingerprint),
        ]
        head = Array("data: ".utf8) + value.jsonBytes.dropLast()
    }

    /// The whole answer.
    func body(_ answer: Answer, usage: ReportedUsage) -> [UInt8] {
        let message: JSONValue = [
            "role": "assistant", "content": .string(answer.text), "refusal": nil,
        ]
        let choice: JSONValue = [
            "index": 0, "message": message, "logprobs": nil,
            "finish_reason": .string(answer.finish.rawValue),
        ]
        let whole: JSONValue = [
            "id": .string(id), "object": "chat.completion", "created": .number(Self.created),
            "model": .string(model), "choices": [choice], "usage": usage.json,
            "system_fingerprint": .string(fingerprint),
        ]
        return whole.jsonBytes
    }

    /// The event that opens an answer.
    func opening(includesUsage: Bool) -> [UInt8] {
        let delta: JSONValue = ["role": "assistant", "content": "", "refusal": nil]
        return event(delta: delta.jsonBytes, finish: nil, includesUsage: includesUsage)
    }

    /// An event with a piece of the answer.
    func piece(_ text: String, includesUsage: Bool) -> [UInt8] {
        var writer = JSONWriter()
        writer.append(["content": .string(text)])
        return event(delta: writer.bytes, finish: nil, includesUsage: includesUsage)
    }

    /// The events that close an answer: finish reason, usage when asked for, end of stream.
    func closing(_ finish: Answer.Finish, usage: ReportedUsage?) -> [UInt8] {
        var bytes = event(delta: Array("{}".utf8), finish: finish, includesUsage: usage != nil)
        if let usage {
            bytes += head
            bytes += #","choices":[],"usage":"#.utf8
            bytes += usage.json.jsonBytes
            bytes += "}\n\n".utf8
        }
        bytes += "data: [DONE]\n\n".utf8
        return bytes
    }

    private func event(delta: [UInt8], finish: Answer.Finish?, includesUsage: Bool) -> [UInt8] {
        var bytes = head
        bytes.reserveCapacity(bytes.count + delta.count + 96)
        bytes += #","choices":[{"index":0,"delta":"#.utf8
        bytes += delta
        bytes += #","logprobs":null,"finish_reason":"#.utf8
        bytes += (finish.map { "\"\($0.rawValue)\"" } ?? "null").utf8
        bytes += (includesUsage ? #"}],"usage":null}"# : "}]}").utf8
        bytes += "\n\n".utf8
        return bytes
    }
}
