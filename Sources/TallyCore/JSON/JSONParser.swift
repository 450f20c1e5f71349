/// A strict RFC 8259 parser over bytes that keeps lexemes and order, refuses duplicate keys and has a depth cap.
///
/// Numbers that overflow a double (`1e999`) and the non-numbers `NaN` and `Infinity` are errors.
package struct JSONParser {
    let bytes: UnsafeBufferPointer<UInt8>
    private let maxDepth: Int
    var index = 0

    private init(_ bytes: UnsafeBufferPointer<UInt8>, maxDepth: Int) {
        self.bytes = bytes
        self.maxDepth = maxDepth
    }

    /// Parses one whole document; only white space may surround it.
    package static func parse(_ bytes: [UInt8], maxDepth: Int = 64) throws(JSONError) -> JSONValue {
        try bytes.withUnsafeBufferPointer { (buffer) throws(JSONError) in
            try parse(buffer, maxDepth: maxDepth)
        }
    }

    package static func parse(_ text: String, maxDepth: Int = 64) throws(JSONError) -> JSONValue {
        var text = text
        let result = text.withUTF8 { buffer in
            Result { () throws(JSONError) in try parse(buffer, maxDepth: maxDepth) }
        }
        return try result.get()
    }

    package static func parse(
        _ buffer: UnsafeBufferPointer<UInt8>,
        maxDepth: Int = 64
    ) throws(JSONError) -> JSONValue {
        var parser = JSONParser(buffer, maxDepth: maxDepth)
        parser.skipSpace()
        let value = try parser.value(depth: 0)
        parser.skipSpace()
        guard parser.index == buffer.count else {
            throw parser.fault("unexpected \(parser.found) after the value")
        }
        return value
    }

    // MARK: Values

    private mutating func value(depth: Int) throws(JSONError) -> JSONValue {
        guard index < bytes.count else { throw fault("unexpected end") }
        switch bytes[index] {
        case UInt8(ascii: "{"): return .object(try object(depth: depth + 1))
        case UInt8(ascii: "["): return .array(try array(depth: depth + 1))
        case UInt8(ascii: "\""): return .string(try string())
        case UInt8(ascii: "t"):
            try literal("true")
            return .bool(true)
        case UInt8(ascii: "f"):
            try literal("false")
            return .bool(false)
        case UInt8(ascii: "n"):
            try literal("null")
            return .null
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"):
            return .number(try number())
        default: throw fault("unexpected \(found)")
        }
    }

    private mutating func object(depth: Int) throws(JSONError) -> JSONObject {
        guard depth <= maxDepth else { throw fault("deeper than \(maxDepth) levels", .tooDeep) }
        index += 1
        var object = JSONObject()
        var keys = SeenKeys()
        skipSpace()
        if take(UInt8(ascii: "}")) { return object }
        // Growing one by one would allocate four times.
        object.members.reserveCapacity(8)
        while true {
            skipSpace()
            guard peek == UInt8(ascii: "\"") else {
                throw fault("expected a key in quotes, found \(found)")
            }
            let start = index
            let key = try string()
            guard keys.insert(key, into: object) else {
                throw JSONError(.duplicateKey, "duplicate key \"\(key)\"", offset: start)
            }
            skipSpace()
            guard take(UInt8(ascii: ":")) else { throw fault("expected ':', found \(found)") }
            skipSpace()
            object.members.append(.init(key, try value(depth: depth)))
            skipSpace()
            if take(UInt8(ascii: ",")) { continue }
            guard take(UInt8(ascii: "}")) else {
                throw fault("expected ',' or '}', found \(found)")
            }
            return object
        }
    }

    private mutating func array(depth: Int) throws(JSONError) -> [JSONValue] {
        guard depth <= maxDepth else { throw fault("deeper than \(maxDepth) levels", .tooDeep) }
        index += 1
        var elements: [JSONValue] = []
        skipSpace()
        if take(UInt8(ascii: "]")) { return elements }
        elements.reserveCapacity(4)
        while true {
            skipSpace()
            elements.append(try value(depth: depth))
            skipSpace()
            if take(UInt8(ascii: ",")) { continue }
            guard take(UInt8(ascii: "]")) else {
                throw fault("expected ',' or ']', found \(found)")
            }
            return elements
        }
    }

    private mutating func literal(_ word: StaticString) throws(JSONError) {
        for offset in 0..<word.utf8CodeUnitCount {
            guard peek == word.utf8Start[offset] else { throw fault("unexpected \(found)") }
            index += 1
        }
    }

    private mutating func number() throws(JSONError) -> String {
        let start = index
        _ = take(UInt8(ascii: "-"))
        if !take(UInt8(ascii: "0")) { try digits() }
        if take(UInt8(ascii: ".")) { try digits() }
        if take(UInt8(ascii: "e")) || take(UInt8(ascii: "E")) {
            if !take(UInt8(ascii: "+")) { _ = take(UInt8(ascii: "-")) }
            try digits()
        }
        let lexeme = String(
            decoding: UnsafeBufferPointer(rebasing: bytes[start..<index]),
            as: UTF8.self
        )
        // Up to 300 characters without an exponent cannot overflow a double.
        if lexeme.utf8.count > 300 || lexeme.utf8.contains(where: { $0 | 0x20 == 0x65 }) {
            guard let value = Double(lexeme), value.isFinite else {
                throw JSONError(.numberRange, "number out of range", offset: start)
            }
        }
        return lexeme
    }

    private mutating func digits() throws(JSONError) {
        let start = index
        while index < bytes.count, bytes[index] &- 0x30 < 10 { index += 1 }
        guard index > start else { throw fault("expected a digit, found \(found)") }
    }

    // MARK: Bytes

    var peek: UInt8? { index < bytes.count ? bytes[index] : nil }

    mutating func take(_ byte: UInt8) -> Bool {
        guard peek == byte else { return false }
        index += 1
        return true
    }

    private mutating func skipSpace() {
        while index < bytes.count {
            switch bytes[index] {
            case 0x20, 0x0A, 0x0D, 0x09: index += 1
            default: return
            }
        }
    }

    var found: String {
        guard let byte = peek else { return "the end" }
        guard byte > 0x20, byte < 0x7F else { return "byte 0x" + String(byte, radix: 16) }
        return "'\(Unicode.Scalar(byte))'"
    }

    func fault(_ message: String, _ code: JSONError.Code = .syntax) -> JSONError {
        JSONError(code, message, offset: index)
    }
}
