import HTTPTypes
import TallyCore

/// Anthropic's Messages API.
enum Messages {
    static let path = "/v1/messages"

    /// The version every request must name.
    static var headers: HTTPFields {
        guard let name = HTTPField.Name("anthropic-version") else { return [:] }
        return [name: "2023-06-01"]
    }

    static let schema: (String, JSONValue) = (
        "output_config",
        [
            "format": [
                "type": "json_schema",
                "schema": ["properties": ["merchant": [:], "total": ["type": "number"]]],
            ]
        ]
    )

    /// The body of a request for one receipt.
    static func body(
        _ receipt: String,
        system: JSONValue = "Extract the receipt as JSON.",
        _ members: [(String, JSONValue)] = [schema]
    ) -> JSONValue {
        let head: [(String, JSONValue)] = [
            ("model", "sim-a"), ("max_tokens", 1024), ("system", system),
            (
                "messages",
                [["role": "user", "content": .string("<receipt>\n\(receipt)\n</receipt>")]]
            ),
        ]
        return .object(JSONObject(head + members))
    }
}

extension Bench {
    /// Sends a request to the Messages API.
    func message(_ body: JSONValue) async throws -> Reply {
        try await post(body, to: Messages.path, headers: Messages.headers)
    }
}

extension Reply {
    /// The text of a whole message.
    var messageText: String? {
        json["content"]?.array?.first { $0["type"] == "text" }?["text"]?.string
    }

    /// The text a stream's deltas make.
    var streamedMessage: String { chunks.compactMap { $0["delta"]?["text"]?.string }.joined() }
}
