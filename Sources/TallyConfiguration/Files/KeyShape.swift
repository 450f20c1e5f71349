/// Whether a text looks like an API key, which must stand in no file and no message.
enum KeyShape {
    /// How the keys of well-known services begin, and how many characters follow at least.
    private static let beginnings: [(prefix: String, rest: Int)] = [
        ("sk-", 12), ("sk_", 12), ("ghp_", 20), ("gho_", 20), ("xoxb-", 12), ("AKIA", 16),
        ("AIza", 30), ("Bearer ", 8), ("Basic ", 8),
    ]

    static func fits(_ text: String) -> Bool {
        let isLong = beginnings.contains { prefix, rest in
            text.hasPrefix(prefix) && text.utf8.count >= prefix.utf8.count + rest
                && !text.dropFirst(prefix.count).contains { $0 == " " || $0 == "$" }
        }
        return isLong || isWebToken(text)
    }

    /// A longer run of letters and digits without a word in it, as keys in headers are.
    static func isOpaque(_ text: String) -> Bool {
        guard (24...512).contains(text.utf8.count) else { return false }
        let isWord = text.utf8.allSatisfy { byte in
            (0x30...0x39).contains(byte) || (0x61...0x7A).contains(byte | 0x20)
                || "+/=_-".utf8.contains(byte)
        }
        return isWord && text.contains(where: \.isNumber) && text.contains(where: \.isLetter)
    }

    /// RFC 7519: three parts, the first of which is JSON in base64url.
    private static func isWebToken(_ text: String) -> Bool {
        text.hasPrefix("eyJ") && text.utf8.count >= 30 && text.split(separator: ".").count == 3
            && !text.contains(" ")
    }
}
