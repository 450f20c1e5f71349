internal import TallyCore

/// The file of a batch's requests, a line each, within what a provider takes.
package struct BatchFile {
    private let interface: String
    private let most: Int
    private let mostBytes: Int
    package private(set) var places: [String] = []
    package private(set) var bytes: [UInt8] = []

    /// - Parameters:
    ///   - interface: What each request is for: `/v1/chat/completions`.
    ///   - most: Requests at most.
    ///   - mostBytes: Bytes at most; a request that is longer alone is a file of its own.
    package init(interface: String, most: Int, mostBytes: Int = BatchOptions.mostBytes) {
        self.interface = interface
        self.most = most
        self.mostBytes = mostBytes
    }

    /// Adds a request by its `custom_id`, of which a file may hold one; `false`, and nothing changes, where there is no room.
    package mutating func add(_ place: String, body: [UInt8]) -> Bool {
        let head: JSONValue = [
            "custom_id": .string(place), "method": "POST", "url": .string(interface),
        ]
        let line =
            head.jsonBytes.dropLast() + Array(#","body":"#.utf8) + body
            + Array("}\n".utf8)
        guard places.isEmpty || places.count < most && bytes.count + line.count <= mostBytes
        else { return false }
        places.append(place)
        bytes += line
        return true
    }
}
