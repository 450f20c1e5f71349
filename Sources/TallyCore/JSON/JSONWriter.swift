/// Appends JSON text as UTF-8 bytes; the one place where values become JSON.
package struct JSONWriter {
    package enum Order: Sendable {
        /// Members as they stand.
        case written
        /// Members sorted by their UTF-8 bytes: equal values give equal bytes, for digests.
        case canonical
    }

    package var bytes: [UInt8] = []
    private let order: Order

    /// `capacity` is how many bytes it may well become.
    package init(order: Order = .written, capacity: Int = 256) {
        self.order = order
        bytes.reserveCapacity(capacity)
    }

    package mutating func append(_ value: JSONValue) {
        switch value {
        case .object(let object): append(object)
        case .array(let elements):
            bytes.append(UInt8(ascii: "["))
            for (index, element) in elements.enumerated() {
                if index > 0 { bytes.append(UInt8(ascii: ",")) }
                append(element)
            }
            bytes.append(UInt8(ascii: "]"))
        case .string(let string): append(string)
        case .number(let lexeme): bytes.append(contentsOf: lexeme.utf8)
        case .bool(let bool): bytes.append(contentsOf: (bool ? "true" : "false").utf8)
        case .null: bytes.append(contentsOf: "null".utf8)
        }
    }

    private mutating func append(_ object: JSONObject) {
        var members = object.members
        if order == .canonical {
            members.sort { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
        }
        bytes.append(UInt8(ascii: "{"))
        for (index, member) in members.enumerated() {
            if index > 0 { bytes.append(UInt8(ascii: ",")) }
            append(member.key)
            bytes.append(UInt8(ascii: ":"))
            append(member.value)
        }
        bytes.append(UInt8(ascii: "}"))
    }

    /// Appends text as it stands, for those who write their own objects.
    package mutating func append(raw text: StaticString) {
        text.withUTF8Buffer { bytes.append(contentsOf: $0) }
    }

    package mutating func append(byte: UInt8) { bytes.append(byte) }

    package mutating func append(_ number: Int) { bytes.append(contentsOf: String(number).utf8) }

    package var text: String { String(decoding: bytes, as: UTF8.self) }

    package mutating func append(_ string: String) {
        bytes.append(UInt8(ascii: "\""))
        // Runs between escapes are appended whole.
        var string = string
        string.withUTF8 { utf8 in
            var copied = 0
            var index = 0
            while index < utf8.count {
                if Self.needsEscape(utf8[index]) {
                    bytes.append(contentsOf: UnsafeBufferPointer(rebasing: utf8[copied..<index]))
                    appendEscaped(utf8[index])
                    copied = index + 1
                }
                index += 1
            }
            bytes.append(contentsOf: UnsafeBufferPointer(rebasing: utf8[copied...]))
        }
        bytes.append(UInt8(ascii: "\""))
    }

    private static func needsEscape(_ byte: UInt8) -> Bool {
        byte < 0x20 || byte == 0x22 || byte == 0x5C || byte == 0x7F
    }

    private mutating func appendEscaped(_ byte: UInt8) {
        switch byte {
        case UInt8(ascii: "\""): bytes.append(contentsOf: "\\\"".utf8)
        case UInt8(ascii: "\\"): bytes.append(contentsOf: "\\\\".utf8)
        case 0x0A: bytes.append(contentsOf: "\\n".utf8)
        case 0x0D: bytes.append(contentsOf: "\\r".utf8)
        case 0x09: bytes.append(contentsOf: "\\t".utf8)
        case 0..<0x20, 0x7F:
            let hex = String(byte, radix: 16)
            bytes.append(contentsOf: "\\u00".utf8)
            if hex.utf8.count == 1 { bytes.append(UInt8(ascii: "0")) }
            bytes.append(contentsOf: hex.utf8)
        default: bytes.append(byte)
        }
    }
}

extension JSONValue {
    /// The value on one line, members in their own order.
    package var jsonBytes: [UInt8] {
        var writer = JSONWriter()
        writer.append(self)
        return writer.bytes
    }

    package var jsonText: String {
        if case .number(let lexeme) = self { return lexeme }
        return String(decoding: jsonBytes, as: UTF8.self)
    }

    /// The value on one line, members sorted: equal values give equal text.
    package var canonicalText: String {
        var writer = JSONWriter(order: .canonical)
        writer.append(self)
        return String(decoding: writer.bytes, as: UTF8.self)
    }

    /// The value over several lines, two spaces a level.
    package var prettyText: String { pretty(indent: "") }

    private func pretty(indent: String) -> String {
        let inner = indent + "  "
        switch self {
        case .object(let object) where !object.isEmpty:
            let lines = object.members.map {
                inner + JSONValue.string($0.key).jsonText + ": " + $0.value.pretty(indent: inner)
            }
            return "{\n" + lines.joined(separator: ",\n") + "\n\(indent)}"
        case .array(let elements) where !elements.isEmpty:
            let lines = elements.map { inner + $0.pretty(indent: inner) }
            return "[\n" + lines.joined(separator: ",\n") + "\n\(indent)]"
        default: return jsonText
        }
    }
}
