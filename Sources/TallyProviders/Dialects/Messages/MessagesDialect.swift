package import TallyCore
package import TallyHTTP

/// Anthropic's messages.
///
/// Source: https://docs.anthropic.com/en/api/messages. `output: json_schema` asks for a structured output
/// (`output_config.format`); there is no JSON mode without a schema.
package struct MessagesDialect: Dialect {
    /// The version of the interface, sent as `anthropic-version`.
    package static let version = "2023-06-01"
    /// The interface demands a limit; this is the one of a profile that states none.
    static let usualLimit = 4096

    private let request: RequestBody

    package init(profile: Profile, schema: JSONValue) {
        var members = JSONObject([
            ("model", .string(profile.model)), ("max_tokens", .number(Self.usualLimit)),
        ])
        if profile.isStreamed { members["stream"] = true }
        if profile.output == .jsonSchema {
            members["output_config"] = ["format": ["type": "json_schema", "schema": schema]]
        }
        for member in profile.parameters.members {
            switch member.key {
            case "max_completion_tokens": members["max_tokens"] = member.value
            case "output_config":
                var config = members["output_config"]?.object ?? JSONObject()
                for part in member.value.object?.members ?? [] { config[part.key] = part.value }
                members["output_config"] = .object(config)
            default: members[member.key] = member.value
            }
        }
        request = RequestBody(members, extra: profile.extra)
    }

    package func body(for prompt: Prompt) -> [UInt8] {
        var members = JSONObject()
        if let system = prompt.system { members["system"] = .string(system) }
        let text: JSONValue = ["type": "text", "text": .string(prompt.user)]
        var content = JSONValue.string(prompt.user)
        if let image = prompt.image {
            let source: JSONValue = [
                "type": "base64", "media_type": .string(image.mediaType),
                "data": .string(image.base64),
            ]
            content = [["type": "image", "source": source], text]
        }
        members["messages"] = [["role": "user", "content": content]]
        return request.bytes(prompt: members)
    }

    package func answer(whole body: JSONValue) -> ModelAnswer {
        MessagesAnswer(body: body).answer
    }

    package func answer(stream response: WireResponse) -> ModelAnswer {
        MessagesAnswer(stream: response).answer
    }
}
