/// Reads a currency's code, sign or name as ISO 4217 codes.
///
/// A sign that several currencies share gives them all: `$` agrees with any dollar.
package enum CurrencyReader {
    /// The codes a text may stand for; empty when it is no currency.
    package static func codes(_ text: String) -> [String] {
        guard text.utf8.count <= 64 else { return [] }
        if CurrencyTable.isKnown(text) { return [text] }
        let trimmed = trim(text)
        if let code = code(trimmed) { return [code] }
        let folded = trimmed.lowercased()
        if let codes = CurrencyTable.signs[folded] { return codes }
        // "US Dollar (USD)", "MYR (RM)", "RM - Malaysian Ringgit".
        let words = trimmed.split { !($0.isLetter || $0.isSymbol) }.map(String.init)
        guard words.count > 1 else { return [] }
        for word in words {
            if let code = code(word), CurrencyTable.isKnown(code) { return [code] }
        }
        for name in [words.joined(separator: " "), words[0]] {
            if let codes = CurrencyTable.signs[name.lowercased()] { return codes }
        }
        return []
    }

    /// The two texts may stand for the same currency.
    package static func agree(_ left: String, _ right: String) -> Bool {
        let codes = codes(left)
        return codes.contains(where: Self.codes(right).contains)
    }

    private static func code(_ text: String) -> String? {
        guard text.utf8.count == 3, text.utf8.allSatisfy({ ($0 | 0x20) &- 0x61 < 26 }) else {
            return nil
        }
        // "Yen" and "RMB" are names of three letters.
        let code = text.uppercased()
        let isName = !CurrencyTable.isKnown(code) && CurrencyTable.signs[text.lowercased()] != nil
        return isName ? nil : code
    }

    private static func trim(_ text: String) -> String {
        let isBlank: (Character) -> Bool = { $0.isWhitespace || $0 == "." }
        let head = text.drop(while: isBlank)
        return String(head.reversed().drop(while: isBlank).reversed())
    }
}
