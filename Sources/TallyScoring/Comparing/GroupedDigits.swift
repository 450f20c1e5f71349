/// A printed number cut at its separators: groups of digits, and what stands between them.
struct GroupedDigits {
    private(set) var digits: [UInt8] = []
    /// Digits in each group.
    private var lengths = [0]
    private var separators: [UInt8] = []

    init?(_ body: ArraySlice<UInt8>) {
        for byte in body {
            if byte &- 0x30 < 10 {
                digits.append(byte &- 0x30)
                lengths[lengths.count - 1] += 1
            } else {
                separators.append(byte)
                lengths.append(0)
            }
        }
        if digits.isEmpty { return nil }
    }

    /// How many of the digits are a fraction; `nil` when the groups make no number.
    ///
    /// A final separator with one, two or more than three digits behind it is the decimal one. With exactly three it
    /// follows the convention, unless what stands before it can be no thousands (0.125, 1234.567).
    func fractionLength(_ convention: NumberConvention) -> Int? {
        guard let separator = separators.last, let length = lengths.last else { return 0 }
        let fraction = isGrouping(separator, length, convention) ? 0 : length
        if fraction > 0 {
            // A space or an apostrophe never starts a fraction.
            guard separator == UInt8(ascii: ".") || separator == UInt8(ascii: ",") else {
                return nil
            }
        }
        return isGrouped(lengths.dropLast(fraction > 0 ? 1 : 0)) ? fraction : nil
    }

    private func isGrouping(
        _ separator: UInt8,
        _ length: Int,
        _ convention: NumberConvention
    ) -> Bool {
        guard length == 3 else { return false }
        guard separator == UInt8(ascii: ".") || separator == UInt8(ascii: ",") else { return true }
        if separators.count == 1 {
            let leading = lengths[0]
            if leading == 0 || leading > 3 || digits[0] == 0 { return false }
        } else if separators.filter({ $0 == separator }).count > 1 {
            return true
        }
        return !convention.isFraction(ofThreeDigitsAfter: separator)
    }

    /// Thousands come in threes, in India above them in twos.
    private func isGrouped(_ groups: ArraySlice<Int>) -> Bool {
        guard groups.count > 1 else { return true }
        return (1...3).contains(groups[0]) && groups.last == 3
            && groups.dropFirst().allSatisfy { $0 == 2 || $0 == 3 }
    }
}
