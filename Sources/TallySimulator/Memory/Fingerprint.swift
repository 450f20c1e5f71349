internal import TallyCore

/// A 64-bit hash that is the same in every process and on every platform; not meant to resist an attacker.
///
/// Eight bytes a step: xor, multiply by an odd constant, fold; finished by SplitMix64's mixer.
struct Fingerprint: Hashable, Sendable {
    private var state: UInt64

    init(_ seed: UInt64 = 0) { state = seed ^ 0x6a09_e667_f3bc_c908 }

    /// The hash of everything combined so far; combining may go on afterwards.
    var value: UInt64 {
        var mixer = SeededGenerator(seed: state)
        return mixer.next()
    }

    mutating func combine(_ word: UInt64) {
        state = (state ^ word) &* 0x9e37_79b9_7f4a_7c15
        state ^= state >> 32
    }

    /// Combines bytes and then their number, so that pieces cannot be shifted into each other.
    mutating func combine(_ bytes: UnsafeRawBufferPointer) {
        var offset = 0
        while offset + 8 <= bytes.count {
            combine(
                UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
            )
            offset += 8
        }
        var tail: UInt64 = 0
        while offset < bytes.count {
            tail = tail << 8 | UInt64(bytes[offset])
            offset += 1
        }
        combine(tail)
        combine(UInt64(bytes.count))
    }

    mutating func combine(_ bytes: ArraySlice<UInt8>) {
        bytes.withUnsafeBytes { combine($0) }
    }

    mutating func combine(_ text: String) {
        var text = text
        text.withUTF8 { combine(UnsafeRawBufferPointer($0)) }
    }

    /// Combines a value so that the order of an object's members does not matter.
    mutating func combine(_ value: JSONValue) {
        switch value {
        case .object(let object):
            combine(UInt64(1))
            let members = object.members.sorted { $0.key < $1.key }
            for member in members {
                combine(member.key)
                combine(member.value)
            }
            combine(UInt64(members.count))
        case .array(let elements):
            combine(UInt64(2))
            for element in elements { combine(element) }
            combine(UInt64(elements.count))
        case .string(let text):
            combine(UInt64(3))
            combine(text)
        case .number(let lexeme):
            combine(UInt64(4))
            combine(lexeme)
        case .bool(let bool): combine(UInt64(bool ? 6 : 5))
        case .null: combine(UInt64(7))
        }
    }
}

extension UInt64 {
    /// Sixteen hexadecimal digits.
    var hexDigits: String {
        let digits = String(self, radix: 16)
        return String(repeating: "0", count: 16 - digits.utf8.count) + digits
    }
}
