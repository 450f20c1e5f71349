internal import TallyCore

/// The `input` of a request: a text, or a list of items.
///
/// Source: openai-python's `types/responses/response_input_param.py`.
enum ResponsesInput {
    private static let path = "input"
    private static let textTypes = [
        "input_text": "text", "output_text": "text", "refusal": "refusal",
    ]
    private static let otherTypes: Set<String> = ["input_file", "input_audio"]

    static func messages(_ value: JSONValue?) throws(Refusal) -> [ChatRequest.Message] {
        if let text = value?.string { return [ChatRequest.Message(role: "user", text: text)] }
        var messages: [ChatRequest.Message] = []
        for (index, item) in try BodyMember.elements(value, path).enumerated() {
            // Items of other kinds, such as reasoning handed back, leave no trace.
            guard ["message", nil].contains(item["type"]?.string) else { continue }
            guard let role = item["role"]?.string else { throw .missing("\(path)[\(index)].role") }
            let parts = try parts(of: item["content"], "\(path)[\(index)].content")
            messages.append(ChatRequest.Message(role: role, parts: parts))
        }
        return messages
    }

    private static func parts(
        of value: JSONValue?,
        _ path: String
    ) throws(Refusal) -> [ChatRequest.Part] {
        if let text = value?.string { return [.text(text)] }
        guard let elements = value?.array else { throw .missing(path) }
        var parts: [ChatRequest.Part] = []
        for (index, part) in elements.enumerated() {
            let path = "\(path)[\(index)]"
            guard let type = part["type"]?.string else { throw .missing(path + ".type") }
            if type == "input_image" {
                // An image may also be a file that was uploaded before, which nothing is known of.
                let url = part["image_url"]?.string ?? part["file_id"]?.string
                guard let url else { throw .missing(path + ".image_url") }
                let image = try ImagePart(url: url, detail: part["detail"], path + ".image_url")
                parts.append(.image(image))
            } else if let member = textTypes[type] {
                parts.append(.text(part[member]?.string ?? ""))
            } else if !otherTypes.contains(type) {
                throw .invalid(
                    "Invalid value: '\(type)'. Supported values are: 'input_text', 'input_image', "
                        + "'output_text', 'refusal', 'input_file', and 'input_audio'.",
                    parameter: path + ".type"
                )
            }
        }
        return parts
    }
}
