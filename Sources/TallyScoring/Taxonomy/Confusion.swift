/// Letters and digits that scanners take for each other.
///
/// Source: the pairs of the ISRI analytic tools' confusion reports (Rice and Nartker 1996) that are met in print, and what
/// the receipts of SROIE show.
enum Confusion {
    private static let digits: Set<[UInt8]> = Set(
        ["08", "06", "17", "38", "35", "56", "58", "68", "89", "49", "27"].map { Array($0.utf8) }
    )

    private static let letters: [Unicode.Scalar: Unicode.Scalar] = [
        "0": "o", "1": "l", "i": "l", "5": "s", "8": "b", "2": "z", "6": "g", "9": "g", "q": "g",
    ]

    /// Two numbers of as many digits that differ only where scanners do.
    static func areConfused(digits left: [UInt8], _ right: [UInt8]) -> Bool {
        guard left.count == right.count, left != right else { return false }
        return zip(left, right).allSatisfy { mine, theirs in
            mine == theirs || digits.contains([min(mine, theirs), max(mine, theirs)])
        }
    }

    /// Two texts in normal form that scanners would read alike.
    static func areConfused(_ left: [Unicode.Scalar], _ right: [Unicode.Scalar]) -> Bool {
        left != right && folded(left) == folded(right)
    }

    private static func folded(_ scalars: [Unicode.Scalar]) -> [Unicode.Scalar] {
        var result: [Unicode.Scalar] = []
        for scalar in scalars {
            let letter = letters[scalar] ?? scalar
            switch (result.last, letter) {
            case ("r", "n"): result[result.count - 1] = "m"
            case ("v", "v"): result[result.count - 1] = "w"
            case ("c", "l"): result[result.count - 1] = "d"
            default: result.append(letter)
            }
        }
        return result
    }
}
