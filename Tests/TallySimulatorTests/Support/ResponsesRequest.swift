import TallyCore

/// The addresses the Responses API has.
enum ResponsesPath {
    static let openAI = "/v1/responses"
    static let azure = "/openai/v1/responses"
    static let all = [openAI, azure]
}

/// The body of a request for one receipt to the Responses API.
func response(
    to receipt: String,
    model: String = "sim-a",
    _ members: [(String, JSONValue)] = [("text", ["format": ["type": "json_object"]])]
) -> JSONValue {
    let input: JSONValue = [
        [
            "role": "user",
            "content": [
                ["type": "input_text", "text": .string("<receipt>\n\(receipt)\n</receipt>")]
            ],
        ]
    ]
    let head: [(String, JSONValue)] = [
        ("model", .string(model)), ("instructions", "Extract the receipt as JSON."),
        ("input", input),
    ]
    return .object(JSONObject(head + members))
}

extension Reply {
    /// The text of the first message of a whole response.
    var outputText: String? { Self.text(of: json) }

    /// The types of a stream's events, repetitions left out.
    var eventTypes: [String] {
        chunks.compactMap { $0["type"]?.string }
            .reduce(into: []) { types, type in if types.last != type { types.append(type) } }
    }

    /// The text a stream's deltas make.
    var streamedText: String {
        chunks.compactMap { $0["delta"]?.string }.joined()
    }

    /// The response a stream's last event carries.
    var lastResponse: JSONValue { chunks.last?["response"] ?? .null }

    static func text(of response: JSONValue) -> String? {
        let message = response["output"]?.array?.first { $0["type"] == "message" }
        return message?["content"]?[0]?["text"]?.string
    }
}
