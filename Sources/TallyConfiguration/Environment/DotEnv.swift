/// Reads the lines `NAME=value` of a `.env` file; values may be quoted and are never expanded.
enum DotEnv {
    /// The last of equal names wins; messages never show a value.
    static func parse(_ file: TextFile) throws(ConfigurationError) -> [String: String] {
        var variables: [String: String] = [:]
        let lines = file.text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
        for (index, line) in lines.enumerated() {
            var rest = line.drop(while: \.isWhitespace)
            if rest.isEmpty || rest.first == "#" { continue }
            if rest.hasPrefix("export "), let end = rest.firstIndex(where: \.isWhitespace) {
                rest = rest[end...].drop(while: \.isWhitespace)
            }
            func fault(_ message: String) -> ConfigurationError {
                ConfigurationError(file: file.name, line: index + 1, message: message)
            }
            guard let equals = rest.firstIndex(of: "=") else { throw fault("expected NAME=value") }
            let name = String(rest[..<equals])
            guard isVariableName(name) else {
                throw fault("expected NAME=value, with letters, digits and _ in the name")
            }
            guard let value = value(rest[rest.index(after: equals)...]) else {
                throw fault("the value of \(name) has no closing quotation mark, or text after it")
            }
            variables[name] = value
        }
        return variables
    }

    /// Letters, digits and `_`, the first no digit.
    static func isVariableName(_ text: String) -> Bool {
        guard let first = text.utf8.first, !(48...57).contains(first) else { return false }
        return text.utf8.count <= 100
            && text.utf8.allSatisfy { byte in
                (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte)
                    || byte == UInt8(ascii: "_")
            }
    }

    private static func value(_ text: Substring) -> String? {
        let text = text.drop(while: \.isWhitespace)
        switch text.first {
        case "'": return quoted(text.dropFirst(), by: "'", escapes: false)
        case "\"": return quoted(text.dropFirst(), by: "\"", escapes: true)
        default: return unquoted(text)
        }
    }

    /// Up to a comment, which needs a space before its `#`.
    private static func unquoted(_ text: Substring) -> String {
        var value = ""
        for character in text {
            if character == "#", value.last?.isWhitespace ?? true { break }
            value.append(character)
        }
        while value.last?.isWhitespace == true { value.removeLast() }
        return value
    }

    private static func quoted(_ text: Substring, by mark: Character, escapes: Bool) -> String? {
        let named: [Character: Character] = ["n": "\n", "r": "\r", "t": "\t"]
        var value = ""
        var rest = text
        while let character = rest.popFirst() {
            if character == mark {
                let tail = rest.drop(while: \.isWhitespace)
                return tail.isEmpty || tail.first == "#" ? value : nil
            }
            if escapes, character == "\\", let next = rest.popFirst() {
                value.append(named[next] ?? next)
            } else {
                value.append(character)
            }
        }
        return nil
    }
}
