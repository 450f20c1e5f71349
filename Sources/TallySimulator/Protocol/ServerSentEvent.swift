internal import TallyCore

/// The bytes of one server-sent event.
enum ServerSentEvent {
    static func named(_ name: String, _ data: JSONValue) -> [UInt8] {
        Array("event: \(name)\ndata: ".utf8) + data.jsonBytes + Array("\n\n".utf8)
    }

    static func data(_ data: JSONValue) -> [UInt8] {
        Array("data: ".utf8) + data.jsonBytes + Array("\n\n".utf8)
    }
}
