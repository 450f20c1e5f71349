/// A 128-bit identifier, sortable by the millisecond it was made in, written as 26 Crockford base-32 characters.
///
/// Source: https://github.com/ulid/spec.
package struct ULID: Hashable, Sendable, Comparable, CustomStringConvertible {
    private let high: UInt64
    private let low: UInt64

    private static let alphabet = Array("0123456789ABCDEFGHJKMNPQRSTVWXYZ".utf8)

    /// Makes an identifier for a moment.
    ///
    /// Of `milliseconds`, counted since 1970, 48 bits are kept.
    package init(milliseconds: UInt64, using generator: inout some RandomNumberGenerator) {
        high = (milliseconds << 16) | UInt64(UInt16.random(in: 0...UInt16.max, using: &generator))
        low = UInt64.random(in: 0...UInt64.max, using: &generator)
    }

    /// Reads the 26 characters, upper or lower case; `nil` when they are not an identifier.
    package init?(_ text: String) {
        guard text.utf8.count == 26 else { return nil }
        var high: UInt64 = 0
        var low: UInt64 = 0
        for (position, byte) in text.uppercased().utf8.enumerated() {
            guard let digit = Self.alphabet.firstIndex(of: byte) else { return nil }
            if position == 0, digit > 7 { return nil }
            high = (high << 5) | (low >> 59)
            low = (low << 5) | UInt64(digit)
        }
        self.high = high
        self.low = low
    }

    package var milliseconds: UInt64 { high >> 16 }

    package var description: String {
        var high = high
        var low = low
        var characters = [UInt8](repeating: 0, count: 26)
        for position in stride(from: 25, through: 0, by: -1) {
            characters[position] = Self.alphabet[Int(low & 31)]
            low = (low >> 5) | (high << 59)
            high >>= 5
        }
        return String(decoding: characters, as: UTF8.self)
    }

    /// All 128 bits; those of `low` are random.
    package var bits: (high: UInt64, low: UInt64) { (high, low) }

    /// Whether it is among a share of all identifiers; the same for everyone who asks.
    package func isAmong(share: Double) -> Bool { Double(low >> 11) < share * 0x1p53 }

    package static func < (left: ULID, right: ULID) -> Bool {
        (left.high, left.low) < (right.high, right.low)
    }
}
