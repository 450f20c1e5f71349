/// Reads an amount from a string as receipts and models write it: `RM 60.30`, `1.234,56`, `(5.00)`, `5.00-`.
///
/// The string must hold exactly one number. Signs, currency marks and words around it are passed over; a percentage is
/// no amount. Brackets, a leading minus and a trailing minus make it negative.
package struct AmountReader {
    private let bytes: [UInt8]
    private let convention: NumberConvention

    package static func read(_ text: String, convention: NumberConvention) -> Amount? {
        // Longer text is no amount, and the cap keeps the reading cheap.
        guard text.utf8.count <= 128 else { return nil }
        return AmountReader(text, convention).amount()
    }

    private init(_ text: String, _ convention: NumberConvention) {
        bytes = PlainBytes.of(text)
        self.convention = convention
    }

    private func amount() -> Amount? {
        guard let body = bodyRange() else { return nil }
        let suffix = bytes[body.upperBound...]
        if suffix.contains(where: { Self.isDigit($0) || $0 == UInt8(ascii: "%") }) { return nil }
        guard let number = GroupedDigits(bytes[body]),
            let fraction = number.fractionLength(convention)
        else { return nil }
        return Amount(
            digits: number.digits,
            scale: fraction,
            isNegative: isNegative(prefix: bytes[..<body.lowerBound], suffix: suffix)
        )
    }

    /// The first run of digits with the separators between them.
    private func bodyRange() -> Range<Int>? {
        guard var start = bytes.firstIndex(where: Self.isDigit) else { return nil }
        // ".70", but not the dot of "Rp.56".
        if start > 0,
            bytes[start - 1] == UInt8(ascii: ".") || bytes[start - 1] == UInt8(ascii: ","),
            start == 1 || !Self.isLetter(bytes[start - 2])
        {
            start -= 1
        }
        var end = start + 1
        while end < bytes.count {
            if Self.isDigit(bytes[end]) {
                end += 1
            } else if Self.isSeparator(bytes[end]), end + 1 < bytes.count,
                Self.isDigit(bytes[end + 1])
            {
                end += 2
            } else {
                break
            }
        }
        return start..<end
    }

    private func isNegative(prefix: ArraySlice<UInt8>, suffix: ArraySlice<UInt8>) -> Bool {
        if prefix.contains(UInt8(ascii: "(")), suffix.contains(UInt8(ascii: ")")) { return true }
        if let minus = prefix.lastIndex(of: UInt8(ascii: "-")) {
            // The hyphen of "SUB-TOTAL" is no sign.
            let isHyphen =
                minus > prefix.startIndex && Self.isLetter(prefix[minus - 1])
                && minus + 1 < prefix.endIndex && Self.isLetter(prefix[minus + 1])
            return !isHyphen
        }
        let trailing = suffix.drop { $0 == 0x20 }
        guard trailing.first == UInt8(ascii: "-") else { return false }
        // "5.00-", "5.00-EUR", but not "8.59-A".
        let rest = trailing.dropFirst().drop { $0 == 0x20 }
        guard rest.contains(where: Self.isLetter) else { return true }
        return !CurrencyReader.codes(String(decoding: rest, as: UTF8.self)).isEmpty
    }

    private static func isDigit(_ byte: UInt8) -> Bool { byte &- 0x30 < 10 }
    private static func isLetter(_ byte: UInt8) -> Bool { (byte | 0x20) &- 0x61 < 26 }
    private static func isSeparator(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: ".") || byte == UInt8(ascii: ",") || byte == 0x20
            || byte == UInt8(ascii: "'")
    }
}
