package import TallyCore

/// Builds the JSON body of chat completions; everything but the messages is rendered once.
package struct ChatRequestBody: Sendable {
    private let tail: [UInt8]
    private let head: [UInt8]

    package init(profile: Profile, schema: JSONValue) {
        var members = JSONObject([("model", .string(profile.model))])
        if profile.isStreamed {
            members["stream"] = true
            members["stream_options"] = ["include_usage": true]
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
        for member in profile.parameters.members { members[member.key] = member.value }
        head = Array("{\"messages\":".utf8)
        // The members follow the messages: "{" becomes ",".
        tail = [UInt8(ascii: ",")] + JSONValue.object(members).jsonBytes.dropFirst()
    }

    package func bytes(for prompt: Prompt) -> [UInt8] {
        var messages: [JSONValue] = []
        if let system = prompt.system {
            messages.append(["role": "system", "content": .string(system)])
        }
        messages.append(["role": "user", "content": .string(prompt.user)])
        return head + JSONValue.array(messages).jsonBytes + tail
    }
}
