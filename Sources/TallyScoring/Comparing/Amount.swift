/// An amount of money, or any other number on a receipt, as an exact decimal.
///
/// Counted in millionths, so that equality has tolerance 0 in every currency's minor unit, 1.789 a litre stays apart
/// from 1.79, and the noise of a double that went through JSON (60.300000000000004) is gone.
package struct Amount: Hashable, Sendable, Comparable {
    /// Millionths of the main unit.
    package let millionths: Int

    package static let zero = Amount(millionths: 0)

    package init(millionths: Int) {
        self.millionths = millionths
    }

    /// Reads a JSON number's lexeme; `nil` when it is too large for an amount.
    package init?(lexeme: String) {
        if let millionths = Self.plainMillionths(lexeme) {
            self.init(millionths: millionths)
        } else {
            self.init(anyLexeme: lexeme)
        }
    }

    /// The usual amount, with at most 12 digits and no exponent, read without a detour.
    private static func plainMillionths(_ lexeme: String) -> Int? {
        var value = 0
        var count = 0
        var scale: Int?
        var isNegative = false
        for byte in lexeme.utf8 {
            if byte &- 0x30 < 10 {
                value = value &* 10 &+ Int(byte &- 0x30)
                count += 1
                scale? += 1
            } else if byte == UInt8(ascii: "."), scale == nil {
                scale = 0
            } else if byte == UInt8(ascii: "-"), count == 0, !isNegative {
                isNegative = true
            } else {
                return nil
            }
            if count > 12 { return nil }
        }
        let digitsAfter = scale ?? 0
        guard count > 0, digitsAfter <= 6 else { return nil }
        for _ in digitsAfter..<6 { value *= 10 }
        return isNegative ? -value : value
    }

    private init?(anyLexeme lexeme: String) {
        var digits: [UInt8] = []
        var fraction = 0
        var sawPoint = false
        var exponent = 0
        var bytes = Array(lexeme.utf8)[...]
        let isNegative = bytes.first == UInt8(ascii: "-")
        if isNegative { bytes.removeFirst() }
        while let byte = bytes.popFirst() {
            switch byte {
            case 0x30...0x39:
                digits.append(byte &- 0x30)
                if sawPoint { fraction += 1 }
            case UInt8(ascii: "."): sawPoint = true
            case UInt8(ascii: "e"), UInt8(ascii: "E"):
                guard let value = Int(String(decoding: bytes, as: UTF8.self)) else { return nil }
                exponent = min(max(value, -10_000), 10_000)
                bytes = []
            default: return nil
            }
        }
        self.init(digits: digits, scale: fraction - exponent, isNegative: isNegative)
    }

    /// The integer written by `digits` (0...9 each) times ten to the power of -`scale`, rounded half away from zero.
    package init?(digits: [UInt8], scale: Int, isNegative: Bool) {
        let kept = digits.count - max(0, scale - 6)
        var value = 0
        for (position, digit) in digits.enumerated() {
            if position >= kept {
                if position == kept, digit >= 5, value < Int.max { value += 1 }
                break
            }
            let (product, isTooLarge) = value.multipliedReportingOverflow(by: 10)
            let (sum, overflows) = product.addingReportingOverflow(Int(digit))
            if isTooLarge || overflows { return nil }
            value = sum
        }
        var missing = value == 0 ? 0 : max(0, 6 - scale)
        while missing > 0 {
            let (product, overflows) = value.multipliedReportingOverflow(by: 10)
            if overflows { return nil }
            value = product
            missing -= 1
        }
        millionths = isNegative ? -value : value
    }

    package static func < (left: Amount, right: Amount) -> Bool {
        left.millionths < right.millionths
    }

    /// The sum; it stops at the largest amount instead of overflowing.
    static func + (left: Amount, right: Amount) -> Amount {
        let (sum, overflows) = left.millionths.addingReportingOverflow(right.millionths)
        return Amount(millionths: overflows ? (right.millionths < 0 ? -Int.max : Int.max) : sum)
    }

    static func - (left: Amount, right: Amount) -> Amount { left + -right }

    static prefix func - (amount: Amount) -> Amount {
        Amount(millionths: amount.millionths == Int.min ? Int.max : -amount.millionths)
    }

    var magnitude: Amount { millionths < 0 ? -self : self }
}
