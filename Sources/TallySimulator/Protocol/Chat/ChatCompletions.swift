internal import TallyCore

/// Chat completions, as OpenAI and Azure serve them.
///
/// Source: https://platform.openai.com/docs/api-reference/chat.
struct ChatCompletions: Operation {
    /// How Azure was addressed; `nil` on OpenAI's own route.
    let azure: AzureRoute?

    var vendor: Vendor { azure == nil ? .openAI : .azure }

    func read(_ body: JSONObject) throws(Refusal) -> ChatRequest {
        if let name = azure?.unknownMember(among: body.keys) { throw .unrecognized(name) }
        // The path names the deployment as the body names it elsewhere, so that the answer is the same.
        var body = body
        if let deployment = azure?.deployment { body["model"] = .string(deployment) }
        guard let model = body["model"]?.string else {
            throw .invalid("you must provide a model parameter", parameter: "model")
        }
        var request = ChatRequest(
            model: model,
            messages: try Self.messages(body["messages"]),
            body: body
        )
        request.isStreamed = try BodyMember.flag(body["stream"], "stream")
        request.includesUsage = try BodyMember.flag(
            body["stream_options"]?["include_usage"],
            "stream_options.include_usage"
        )
        request.wantsLogprobs = try BodyMember.flag(body["logprobs"], "logprobs")
        request.maxTokens = try BodyMember.count(body, ["max_completion_tokens", "max_tokens"])
        request.format = try Self.format(body["response_format"])
        if let n = body["n"], !n.isNull, n.integer != 1 {
            throw .invalid("Invalid 'n': this endpoint gives one answer.", parameter: "n")
        }
        return request
    }

    func writer(_ reply: Reply) -> any AnswerWriter { ChatWriter(reply, vendor: vendor) }
}

// MARK: Reading the members

extension ChatCompletions {
    private static func messages(
        _ value: JSONValue?
    ) throws(Refusal) -> [ChatRequest.Message] {
        var messages: [ChatRequest.Message] = []
        for (index, element) in try BodyMember.elements(value, "messages").enumerated() {
            guard let role = element["role"]?.string else {
                throw .missing("messages[\(index)].role")
            }
            let parts = try parts(element["content"], "messages[\(index)].content")
            messages.append(ChatRequest.Message(role: role, parts: parts))
        }
        return messages
    }

    private static func parts(
        _ value: JSONValue?,
        _ path: String
    ) throws(Refusal) -> [ChatRequest.Part] {
        switch value {
        case .string(let text): return [.text(text)]
        case .array(let elements):
            var parts: [ChatRequest.Part] = []
            for (index, element) in elements.enumerated() {
                if let part = try part(element, "\(path)[\(index)]") { parts.append(part) }
            }
            return parts
        case nil, .null: return []
        case let other?:
            throw .invalid("Invalid type for '\(path)': got \(other.kind).", parameter: path)
        }
    }

    /// A text or an image; parts of other kinds leave no trace.
    private static func part(
        _ element: JSONValue,
        _ path: String
    ) throws(Refusal) -> ChatRequest.Part? {
        guard let image = element["image_url"] else {
            return element["text"]?.string.map { .text($0) }
        }
        let path = path + ".image_url.url"
        guard let url = image["url"]?.string else { throw .missing(path) }
        return .image(try ImagePart(url: url, detail: image["detail"], path))
    }

    private static func format(
        _ value: JSONValue?
    ) throws(Refusal) -> ChatRequest.ResponseFormat {
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
