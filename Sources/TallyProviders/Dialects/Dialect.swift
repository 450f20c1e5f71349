package import TallyCore
package import TallyHTTP

/// One way of writing requests and of reading answers; a pure value.
package protocol Dialect: Sendable {
    /// The JSON body of the request for a prompt.
    func body(for prompt: Prompt) -> [UInt8]

    /// Reads a whole, not streamed body, which is an object.
    func answer(whole body: JSONValue) -> ModelAnswer

    /// Reads a stream; each event is timed by the byte that completed it.
    func answer(stream response: WireResponse) -> ModelAnswer
}

/// A request's JSON body: everything but the prompt is rendered once.
struct RequestBody: Sendable {
    private let tail: [UInt8]

    /// - Parameters:
    ///   - members: what Tally and the profile's parameters set.
    ///   - extra: members that win over all others.
    init(_ members: JSONObject, extra: JSONObject) {
        var members = members
        for member in extra.members { members[member.key] = member.value }
        tail = Array(JSONValue.object(members).jsonBytes.dropFirst())
    }

    /// The body with the prompt's members in front.
    func bytes(prompt: JSONObject) -> [UInt8] {
        // "}" of the prompt becomes the comma before the other members, of which the model's name is always one.
        var writer = JSONWriter(capacity: 4096 + tail.count)
        writer.append(.object(prompt))
        writer.bytes[writer.bytes.count - 1] = UInt8(ascii: ",")
        writer.bytes.append(contentsOf: tail)
        return writer.bytes
    }
}
