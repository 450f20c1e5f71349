package import TallyCore
package import TallyHTTP

/// OpenAI's chat completions, which Azure, vLLM, llama.cpp, Ollama and LM Studio speak too.
///
/// Source: https://platform.openai.com/docs/api-reference/chat and, for the filter's verdicts,
/// https://learn.microsoft.com/azure/ai-foundry/openai/concepts/content-filter.
package struct ChatDialect: Dialect {
    private let request: RequestBody

    package init(profile: Profile, schema: JSONValue) {
        var members = JSONObject([("model", .string(profile.model))])
        if profile.isStreamed {
            members["stream"] = true
            if profile.azure?.reportsStreamedUsage ?? true {
                members["stream_options"] = ["include_usage": true]
            }
        }
        switch profile.output {
        case .jsonSchema:
            members["response_format"] = [
                "type": "json_schema",
                "json_schema": ["name": "receipt", "strict": true, "schema": schema],
            ]
        case .jsonObject: members["response_format"] = ["type": "json_object"]
        case .prompt: break
        }
        if profile.wantsLogprobs { members["logprobs"] = true }
        for member in profile.parameters.members { members[member.key] = member.value }
        request = RequestBody(members, extra: profile.extra)
    }

    package func body(for prompt: Prompt) -> [UInt8] {
        var messages: [JSONValue] = []
        if let system = prompt.system {
            messages.append(["role": "system", "content": .string(system)])
        }
        messages.append(["role": "user", "content": Self.content(of: prompt)])
        return request.bytes(prompt: JSONObject([("messages", .array(messages))]))
    }

    private static func content(of prompt: Prompt) -> JSONValue {
        guard let image = prompt.image else { return .string(prompt.user) }
        var source = JSONObject([("url", .string(image.dataURL))])
        if let detail = image.detail { source["detail"] = .string(detail.rawValue) }
        return [
            ["type": "text", "text": .string(prompt.user)],
            ["type": "image_url", "image_url": .object(source)],
        ]
    }

    package func answer(whole body: JSONValue) -> ModelAnswer { ChatAnswer(body: body).answer }

    package func answer(stream response: WireResponse) -> ModelAnswer {
        ChatAnswer(stream: response).answer
    }
}

extension AzureRoute {
    /// Whether `stream_options` is known: on the dated route since 2024-09-01-preview; older versions refuse it.
    package var reportsStreamedUsage: Bool {
        guard form == .deployments, let version else { return true }
        return version >= "2024-09-01"
    }
}
