/// A decimal number exactly as it is written: an integer of any length times a power of ten.
package struct ExactDecimal: Hashable, Sendable {
    package enum Fault: Error {
        /// A digit other than 0 would be lost.
        case tooFine
        case tooLarge
    }

    package let isNegative: Bool
    /// Values 0 to 9, without zeros at either end; empty for 0.
    private let digits: [UInt8]
    /// The power of ten of the last digit.
    private let exponent: Int

    /// Reads `12`, `-0.075`, `.5`, `1.5e-07`; `nil` when the text is no number.
    package init?(_ text: String) {
        var rest = Array(text.utf8)[...]
        isNegative = rest.first == UInt8(ascii: "-")
        if let sign = rest.first, sign == UInt8(ascii: "-") || sign == UInt8(ascii: "+") {
            rest = rest.dropFirst()
        }
        var digits = Self.takeDigits(&rest)
        var exponent = 0
        if rest.first == UInt8(ascii: ".") {
            rest = rest.dropFirst()
            let fraction = Self.takeDigits(&rest)
            exponent = -fraction.count
            digits += fraction
        }
        guard !digits.isEmpty else { return nil }
        if let sign = rest.first, sign | 0x20 == UInt8(ascii: "e") {
            let power = String(decoding: rest.dropFirst(), as: UTF8.self)
            // Beyond a thousand every number is too large or too fine anyway.
            guard power.utf8.count <= 5, let value = Int(power) else { return nil }
            exponent += value
            rest = []
        }
        guard rest.isEmpty else { return nil }
        while digits.last == 0 {
            digits.removeLast()
            exponent += 1
        }
        self.digits = Array(digits.drop { $0 == 0 })
        self.exponent = exponent
    }

    private static func takeDigits(_ rest: inout ArraySlice<UInt8>) -> [UInt8] {
        let digits = rest.prefix { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
        rest = rest.dropFirst(digits.count)
        return digits.map { $0 - UInt8(ascii: "0") }
    }

    /// The number times 10^power, which must be whole and fit 64 bits.
    package func integer(scaledBy power: Int) throws(Fault) -> Int64 {
        guard !digits.isEmpty else { return 0 }
        let zeros = exponent + power
        guard zeros >= 0 else { throw .tooFine }
        guard digits.count + zeros <= 19 else { throw .tooLarge }
        var value: Int64 = 0
        for digit in digits + [UInt8](repeating: 0, count: zeros) {
            let (product, overflow) = value.multipliedReportingOverflow(by: 10)
            let (sum, carry) = product.addingReportingOverflow(Int64(digit))
            if overflow || carry { throw .tooLarge }
            value = sum
        }
        return isNegative ? -value : value
    }
}
