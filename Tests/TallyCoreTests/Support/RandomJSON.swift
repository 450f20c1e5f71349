import TallyCore

/// Draws JSON values that are awkward on purpose: empty containers, odd keys, every form of number.
struct RandomJSON {
    private var generator: SeededGenerator

    init(seed: UInt64) { generator = SeededGenerator(seed: seed) }

    private static let texts = [
        "", "a", "total", "é", "e\u{301}", "\u{0}", "\u{1F9FE}", "\"quoted\"", "back\\slash",
        "tab\tline\nreturn\r", "\u{7F}", "\u{2028}", "日本",
    ]
    private static let lexemes = [
        "0", "-0", "10", "10.0", "1e2", "-1.5E-3", "0.10", "123456789012",
    ]

    mutating func value(depth: Int = 0) -> JSONValue {
        switch generator.below(depth > 4 ? 4 : 6) {
        case 0: return .null
        case 1: return .bool(generator.chance(0.5))
        case 2: return .number(generator.pick(Self.lexemes))
        case 3: return .string(generator.pick(Self.texts))
        case 4: return .array((0..<generator.below(4)).map { _ in value(depth: depth + 1) })
        default: return .object(object(depth: depth))
        }
    }

    private mutating func object(depth: Int) -> JSONObject {
        var object = JSONObject()
        for _ in 0..<generator.below(5) {
            let key = generator.pick(Self.texts)
            if object[key] == nil { object.members.append(.init(key, value(depth: depth + 1))) }
        }
        return object
    }

    /// The same value with the members of every object in another order.
    mutating func shuffled(_ value: JSONValue) -> JSONValue {
        switch value {
        case .object(let object):
            var members = object.members.map {
                JSONObject.Member($0.key, shuffled($0.value))
            }
            for index in members.indices {
                members.swapAt(index, index + generator.below(members.count - index))
            }
            return .object(JSONObject(members: members))
        case .array(let elements):
            return .array(elements.map { shuffled($0) })
        default: return value
        }
    }

    /// The bytes with a few of them changed, dropped or doubled.
    mutating func damaged(_ bytes: [UInt8]) -> [UInt8] {
        var bytes = bytes
        for _ in 0...generator.below(4) where !bytes.isEmpty {
            let index = generator.below(bytes.count)
            switch generator.below(4) {
            case 0: bytes[index] = UInt8(generator.below(256))
            case 1: bytes.remove(at: index)
            case 2: bytes.insert(bytes[index], at: index)
            default: bytes.removeSubrange(index...)
            }
        }
        return bytes
    }
}
