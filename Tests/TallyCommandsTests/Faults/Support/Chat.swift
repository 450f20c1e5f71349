import TallyCore

/// Chat completions as a server writes them, whole and piece by piece.
enum Chat {
    /// The body of an answer in one piece.
    static func whole(_ text: String, finish: String = "stop", model: String = "remote")
        -> String
    {
        let body: JSONValue = [
            "id": "chatcmpl-1", "object": "chat.completion", "model": .string(model),
            "choices": [
                [
                    "index": 0, "message": ["role": "assistant", "content": .string(text)],
                    "finish_reason": .string(finish),
                ]
            ],
            "usage": tokens,
        ]
        return body.jsonText
    }

    /// An event that brings a piece of the answer.
    static func piece(_ text: String) -> String {
        event([["index": 0, "delta": ["content": .string(text)], "finish_reason": .null]])
    }

    /// The event that says why the answer ends.
    static func finish(_ reason: String = "stop") -> String {
        event([["index": 0, "delta": [:], "finish_reason": .string(reason)]])
    }

    static let usage = event([], usage: tokens)
    static let done = "data: [DONE]\n\n"

    /// The events of an answer, in two pieces.
    static func events(_ text: String, finish reason: String = "stop") -> [String] {
        let half = text.index(text.startIndex, offsetBy: text.count / 2)
        return [
            piece(String(text[..<half])), piece(String(text[half...])), finish(reason), usage, done,
        ]
    }

    private static let tokens: JSONValue = [
        "prompt_tokens": 20, "completion_tokens": 10, "total_tokens": 30,
    ]

    private static func event(_ choices: JSONValue, usage: JSONValue? = nil) -> String {
        var chunk = JSONObject([
            ("id", "chatcmpl-1"), ("object", "chat.completion.chunk"), ("model", "remote"),
            ("choices", choices),
        ])
        if let usage { chunk["usage"] = usage }
        return "data: \(JSONValue.object(chunk).jsonText)\n\n"
    }
}
