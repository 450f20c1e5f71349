internal import TallyCore

/// OpenAI's Responses API, which Azure serves too.
///
/// Source: https://platform.openai.com/docs/api-reference/responses.
struct ResponsesOperation: Operation {
    /// How Azure was addressed; `nil` on OpenAI's own route.
    let azure: AzureRoute?

    var vendor: Vendor { azure == nil ? .openAI : .azure }
    var failsInStream: Bool { true }

    func writer(_ reply: Reply) -> any AnswerWriter { ResponsesWriter(reply, vendor: vendor) }

    func read(_ body: JSONObject) throws(Refusal) -> ChatRequest {
        for name in body.keys {
            if let place = Self.moved[name] { throw .moved(name, to: place) }
        }
        guard let model = body["model"]?.string else { throw .missing("model") }
        if try BodyMember.flag(body["background"], "background") {
            throw .invalid(
                "Invalid 'background': this endpoint answers at once.",
                parameter: "background"
            )
        }
        var messages: [ChatRequest.Message] = []
        if let instructions = body["instructions"]?.string {
            messages.append(ChatRequest.Message(role: "system", text: instructions))
        }
        messages += try ResponsesInput.messages(body["input"])
        var request = ChatRequest(model: model, messages: messages, body: body)
        request.isStreamed = try BodyMember.flag(body["stream"], "stream")
        request.maxTokens = try BodyMember.count(body, ["max_output_tokens"])
        request.format = try Self.format(body["text"]?["format"])
        return request
    }

    /// Members of chat completions that have another place here; their old one is an error.
    private static let moved = [
        "messages": "input", "response_format": "text.format", "max_tokens": "max_output_tokens",
        "max_completion_tokens": "max_output_tokens", "reasoning_effort": "reasoning.effort",
    ]

    private static func format(
        _ value: JSONValue?
    ) throws(Refusal) -> ChatRequest.ResponseFormat {
        guard let value, !value.isNull else { return .text }
        switch value["type"]?.string {
        case "text": return .text
        case "json_object": return .jsonObject
        case "json_schema":
            guard value["name"]?.string != nil else { throw .missing("text.format.name") }
            guard let schema = value["schema"]?.object else { throw .missing("text.format.schema") }
            return .jsonSchema(schema["properties"]?.object?.keys)
        case nil: throw .missing("text.format.type")
        default:
            throw .invalid(
                "Invalid 'text.format.type': expected json_schema, json_object or text.",
                parameter: "text.format.type"
            )
        }
    }
}
