internal import TallyCore

/// A chat completion request: the parts of it that the simulator reads.
struct ChatRequest: Sendable {
    struct Message: Hashable, Sendable {
        var role: String
        /// The text parts joined; images leave no trace.
        var text: String
    }

    enum ResponseFormat: Hashable, Sendable {
        /// The schema's top-level properties in their order; `nil` when it names none.
        case jsonSchema([String]?)
        case jsonObject
        case text
    }

    var model: String
    var messages: [Message]
    var isStreamed: Bool
    /// A last chunk with the usage was asked for.
    var includesUsage: Bool
    var maxTokens: Int?
    var format: ResponseFormat
    /// What decides the answer: every member but those that only say how it is delivered or filed.
    var identity: UInt64

    init(_ body: JSONValue) throws(WireError) {
        guard let body = body.object else { throw .unreadable("expected an object") }
        guard let model = body["model"]?.string else {
            throw .invalid("you must provide a model parameter", parameter: "model")
        }
        self.model = model
        messages = try Self.messages(body["messages"])
        isStreamed = try Self.flag(body["stream"], "stream")
        includesUsage = try Self.flag(
            body["stream_options"]?["include_usage"],
            "stream_options.include_usage"
        )
        maxTokens = try Self.maxTokens(body)
        format = try Self.format(body["response_format"])
        if let n = body["n"], !n.isNull, n.integer != 1 {
            throw .invalid("Invalid 'n': this endpoint gives one answer.", parameter: "n")
        }
        identity = Self.identity(of: body)
    }

    /// The text of the last user message; empty when there is none.
    var lastUserText: String { messages.last { $0.role == "user" }?.text ?? "" }

    private static let deliveryOnly: Set<String> = [
        "stream", "stream_options", "user", "metadata", "store", "service_tier",
        "safety_identifier", "prompt_cache_key",
    ]

    private static func identity(of body: JSONObject) -> UInt64 {
        var fingerprint = Fingerprint()
        let members = body.members.filter { !deliveryOnly.contains($0.key) }
        fingerprint.combine(.object(JSONObject(members: members)))
        return fingerprint.value
    }
}

// MARK: Reading the members

extension ChatRequest {
    private static func messages(_ value: JSONValue?) throws(WireError) -> [Message] {
        guard let elements = value?.array else {
            throw .missing("messages")
        }
        guard !elements.isEmpty else {
            throw .invalid("Invalid 'messages': the array is empty.", parameter: "messages")
        }
        var messages: [Message] = []
        for (index, element) in elements.enumerated() {
            guard let role = element["role"]?.string else {
                throw .missing("messages[\(index)].role")
            }
            let text = try content(element["content"], "messages[\(index)].content")
            messages.append(Message(role: role, text: text))
        }
        return messages
    }

    private static func content(_ value: JSONValue?, _ path: String) throws(WireError) -> String {
        switch value {
        case .string(let text): return text
        case .array(let parts):
            return parts.compactMap { $0["text"]?.string }.joined(separator: "\n")
        case nil, .null: return ""
        case let other?:
            throw .invalid("Invalid type for '\(path)': got \(other.kind).", parameter: path)
        }
    }

    private static func flag(_ value: JSONValue?, _ path: String) throws(WireError) -> Bool {
        switch value {
        case nil, .null: return false
        case .bool(let flag): return flag
        case let other?:
            throw .invalid(
                "Invalid type for '\(path)': expected a boolean, but got \(other.kind).",
                parameter: path
            )
        }
    }

    private static func maxTokens(_ body: JSONObject) throws(WireError) -> Int? {
        for key in ["max_completion_tokens", "max_tokens"] {
            guard let value = body[key], !value.isNull else { continue }
            guard let count = value.integer, count >= 1 else {
                throw .invalid(
                    "Invalid '\(key)': expected a whole number of at least 1.",
                    parameter: key
                )
            }
            return count
        }
        return nil
    }

    private static func format(_ value: JSONValue?) throws(WireError) -> ResponseFormat {
        guard let value, !value.isNull else { return .text }
        switch value["type"]?.string {
        case "json_schema":
            let properties = value["json_schema"]?["schema"]?["properties"]?.object
            return .jsonSchema(properties?.keys)
        case "json_object": return .jsonObject
        case "text": return .text
        default:
            throw .invalid(
                "Invalid 'response_format.type': expected json_schema, json_object or text.",
                parameter: "response_format.type"
            )
        }
    }
}
