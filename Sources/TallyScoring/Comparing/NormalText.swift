internal import Foundation

/// Text as names and addresses are compared: NFKC, case folded, letters and digits only.
package struct NormalText: Hashable, Sendable {
    package let scalars: [Unicode.Scalar]

    package init(_ text: String) {
        scalars = Self.scalars(text) { _ in false }
    }

    package var isEmpty: Bool { scalars.isEmpty }

    /// The words of a text in normal form.
    package static func words(_ text: String) -> [[Unicode.Scalar]] {
        // A space marks the breaks; no letter or digit folds to one.
        scalars(text) { _ in true }.split(separator: " ").map(Array.init)
    }

    /// Lower case without diacritics, for looking up month names.
    static func folded(_ word: String) -> String {
        if word.utf8.allSatisfy({ $0 < 0x80 }) { return word.lowercased() }
        let letters = word.decomposedStringWithCompatibilityMapping.unicodeScalars
            .filter(\.properties.isAlphabetic)
        return String(String.UnicodeScalarView(letters)).lowercased()
    }

    private static func scalars(
        _ text: String,
        marksBreak: (Unicode.Scalar) -> Bool
    ) -> [Unicode.Scalar] {
        var result: [Unicode.Scalar] = []
        result.reserveCapacity(text.utf8.count)
        if text.utf8.allSatisfy({ $0 < 0x80 }) {
            for scalar in text.unicodeScalars {
                appendASCII(scalar, to: &result, marksBreak: marksBreak)
            }
            return result
        }
        for scalar in text.precomposedStringWithCompatibilityMapping.unicodeScalars {
            if scalar.isASCII {
                appendASCII(scalar, to: &result, marksBreak: marksBreak)
            } else if isLetterOrDigit(scalar) {
                appendFolded(scalar, to: &result)
            } else if scalar.properties.generalCategory != .nonspacingMark, marksBreak(scalar) {
                result.append(" ")
            }
        }
        return result
    }

    private static func appendASCII(
        _ scalar: Unicode.Scalar,
        to result: inout [Unicode.Scalar],
        marksBreak: (Unicode.Scalar) -> Bool
    ) {
        switch scalar {
        case "a"..."z", "0"..."9": result.append(scalar)
        case "A"..."Z": result.append(Unicode.Scalar(UInt8(scalar.value) | 0x20))
        default: if marksBreak(scalar) { result.append(" ") }
        }
    }

    /// Full case folding as lower case of upper case; over all of Unicode only these two letters differ from
    /// CaseFolding.txt (and Cherokee, which folds the other way round).
    private static func appendFolded(_ scalar: Unicode.Scalar, to result: inout [Unicode.Scalar]) {
        switch scalar {
        case "ẞ": result.append(contentsOf: ["s", "s"])
        case "ı": result.append(scalar)
        default:
            for upper in scalar.properties.uppercaseMapping.unicodeScalars {
                let lower = upper.properties.lowercaseMapping.unicodeScalars
                result.append(contentsOf: lower.filter(isLetterOrDigit))
            }
        }
    }

    private static func isLetterOrDigit(_ scalar: Unicode.Scalar) -> Bool {
        scalar.properties.isAlphabetic || scalar.properties.numericType != nil
    }
}
