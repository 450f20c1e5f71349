package import TallyCore
package import TallyHTTP

/// OpenAI's responses.
///
/// Source: https://platform.openai.com/docs/api-reference/responses. Nothing is kept on the server (`store: false`).
package struct ResponsesDialect: Dialect {
    private let request: RequestBody

    /// Parameters that chat completions name otherwise, so that one profile serves both interfaces.
    private static let renamed = [
        "max_tokens": "max_output_tokens", "max_completion_tokens": "max_output_tokens",
    ]

    package init(profile: Profile, schema: JSONValue) {
        var members = JSONObject([("model", .string(profile.model)), ("store", false)])
        if profile.isStreamed { members["stream"] = true }
        var text = JSONObject()
        switch profile.output {
        case .jsonSchema:
            text["format"] = [
                "type": "json_schema", "name": "receipt", "strict": true, "schema": schema,
            ]
        case .jsonObject: text["format"] = ["type": "json_object"]
        case .prompt: break
        }
        for member in profile.parameters.members {
            switch member.key {
            case "verbosity": text["verbosity"] = member.value
            case "reasoning_effort":
                members["reasoning"] = Self.merged(members["reasoning"], ["effort": member.value])
            case "reasoning":
                members["reasoning"] = Self.merged(members["reasoning"], member.value)
            case "text":
                for part in member.value.object?.members ?? [] { text[part.key] = part.value }
            default: members[Self.renamed[member.key] ?? member.key] = member.value
            }
        }
        if !text.isEmpty { members["text"] = .object(text) }
        request = RequestBody(members, extra: profile.extra)
    }

    private static func merged(_ base: JSONValue?, _ more: JSONValue) -> JSONValue {
        guard var object = base?.object, let added = more.object else { return more }
        for member in added.members { object[member.key] = member.value }
        return .object(object)
    }

    package func body(for prompt: Prompt) -> [UInt8] {
        var content: [JSONValue] = [["type": "input_text", "text": .string(prompt.user)]]
        if let image = prompt.image {
            var part = JSONObject([
                ("type", "input_image"), ("image_url", .string(image.dataURL)),
            ])
            if let detail = image.detail { part["detail"] = .string(detail.rawValue) }
            content.append(.object(part))
        }
        var members = JSONObject()
        if let system = prompt.system { members["instructions"] = .string(system) }
        members["input"] = [["role": "user", "content": .array(content)]]
        return request.bytes(prompt: members)
    }

    package func answer(whole body: JSONValue) -> ModelAnswer {
        ResponsesAnswer(body: body).answer
    }

    package func answer(stream response: WireResponse) -> ModelAnswer {
        ResponsesAnswer(stream: response).answer
    }
}
