/// What backends refuse; each rule tells what is wrong, `nil` when nothing is.
package enum MonitorRules {
    /// `[a-zA-Z_:][a-zA-Z0-9_:]*`.
    package static func namespace(_ text: String) -> String? {
        func isLetter(_ character: Character) -> Bool {
            character.isASCII && character.isLetter || character == "_" || character == ":"
        }
        let isName = text.first.map(isLetter) ?? false
        let isWhole = text.allSatisfy { isLetter($0) || $0.isASCII && $0.isNumber }
        return isName && isWhole ? nil : "\(quoted(text)): a namespace has letters, digits, _ and :"
    }

    /// 1 to 255 characters of `A-Za-z0-9./_-#: `, and not AWS's own.
    package static func cloudWatchNamespace(_ text: String) -> String? {
        let isWhole = text.allSatisfy { character in
            character.isASCII
                && (character.isLetter || character.isNumber || "./_-#: ".contains(character))
        }
        if !isWhole || !(1...255).contains(text.count) {
            return "\(quoted(text)): a namespace has 1 to 255 letters, digits and . / _ - # :"
        }
        return text.hasPrefix("AWS/") ? "namespaces that begin with AWS/ are AWS's own" : nil
    }

    /// It may hold a password, so it is not repeated.
    package static func address(_ text: String) -> String? {
        text.hasPrefix("http://") || text.hasPrefix("https://")
            ? nil : "expected an address like http://127.0.0.1:9091"
    }
}
