internal import TallyCore

/// The prompt of a request: the system's blocks, then those of the messages.
struct MessagesInput {
    /// One block, and whether the prompt up to its end is to be kept.
    struct Block {
        var role: String
        var part: ChatRequest.Part
        var mark: CacheBoundary.Lifetime?
    }

    private(set) var messages: [ChatRequest.Message] = []
    private(set) var blocks: [Block] = []
    /// The mark on the request as a whole, which counts as one on its last block.
    let mark: CacheBoundary.Lifetime?

    /// Kinds of blocks that are let in and leave no trace.
    private static let otherTypes: Set<String> = [
        "document", "search_result", "thinking", "redacted_thinking", "tool_use",
        "tool_result",
    ]

    init(_ body: JSONObject) throws(Refusal) {
        mark = try Self.mark(body["cache_control"], "cache_control")
        if let system = body["system"], !system.isNull {
            try add(system, role: "system", "system")
        }
        for (index, message) in try BodyMember.elements(body["messages"], "messages").enumerated() {
            let path = "messages.\(index)"
            guard let role = message["role"]?.string else { throw .missing(path + ".role") }
            guard ["user", "assistant"].contains(role) else {
                throw .invalid(
                    "Unexpected role \"\(role)\". The Messages API accepts a top-level `system` "
                        + "parameter, not \"system\" as an input message role.",
                    parameter: "messages"
                )
            }
            guard let content = message["content"] else { throw .missing(path + ".content") }
            try add(content, role: role, path + ".content")
        }
    }

    private mutating func add(
        _ content: JSONValue,
        role: String,
        _ path: String
    ) throws(Refusal) {
        var message = ChatRequest.Message(role: role, parts: [])
        if let text = content.string {
            add(Block(role: role, part: .text(text)), to: &message)
        } else if let elements = content.array {
            for (index, element) in elements.enumerated() {
                let path = "\(path).\(index)"
                guard let part = try Self.part(element, path) else { continue }
                let mark = try Self.mark(element["cache_control"], path + ".cache_control")
                add(Block(role: role, part: part, mark: mark), to: &message)
            }
        } else {
            throw .invalid("Input should be a valid string or list", parameter: path)
        }
        messages.append(message)
    }

    private mutating func add(_ block: Block, to message: inout ChatRequest.Message) {
        blocks.append(block)
        message.parts.append(block.part)
    }

    private static func part(
        _ block: JSONValue,
        _ path: String
    ) throws(Refusal) -> ChatRequest.Part? {
        guard let type = block["type"]?.string else { throw .missing(path + ".type") }
        if type == "text" {
            guard let text = block["text"]?.string else { throw .missing(path + ".text") }
            return .text(text)
        }
        if type == "image" {
            guard let source = block["source"] else { throw .missing(path + ".source") }
            return .image(try ImagePart(source: source, path + ".source"))
        }
        guard otherTypes.contains(type) else {
            throw .invalid(
                "Input tag '\(type)' found using 'type' does not match any of the expected tags: "
                    + "'text', 'image', 'document', 'tool_use', 'tool_result', 'thinking'",
                parameter: path
            )
        }
        return nil
    }

    private static func mark(
        _ value: JSONValue?,
        _ path: String
    ) throws(Refusal) -> CacheBoundary.Lifetime? {
        guard let value, !value.isNull else { return nil }
        guard value["type"] == "ephemeral" else {
            throw .invalid("Input should be 'ephemeral'", parameter: path + ".type")
        }
        guard let ttl = value["ttl"]?.string else { return .fiveMinutes }
        guard let lifetime = CacheBoundary.Lifetime(rawValue: ttl) else {
            throw .invalid("Input should be '5m' or '1h'", parameter: path + ".ttl")
        }
        return lifetime
    }
}
