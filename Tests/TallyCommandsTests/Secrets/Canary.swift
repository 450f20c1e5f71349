import Foundation

/// A key that must never be seen again, and the forms in which servers and encodings show it.
enum Canary {
    /// Holds what percent encoding, base64 and JSON write in another way.
    static let key = "sk-c4n4ry/+Zq9~xY7=vB3"

    /// The key as it stands, percent-encoded, and inside base64 at each of its alignments.
    static let encodings: [String] = {
        let encoded = key.utf8.map { byte -> String in
            let character = Character(UnicodeScalar(byte))
            let isPlain = character.isLetter || character.isNumber || "-._~".contains(character)
            return isPlain ? String(character) : String(format: "%%%02X", Int(byte))
        }
        let percent = encoded.joined()
        let lower = percent.replacing("%2F", with: "%2f").replacing("%2B", with: "%2b")
            .replacing("%3D", with: "%3d")
        let base64 = (0..<3).flatMap { offset in
            let text = part(ofBase64After: offset)
            return [text, text.replacing("+", with: "-").replacing("/", with: "_")]
        }
        return [key, percent, lower] + base64
    }()

    /// The key in JSON as PHP and .NET write it.
    private static let escapes = [
        key.replacing("/", with: "\\/"), key.replacing("+", with: "\\u002B"),
    ]

    /// What is searched for: half a key is too much as well.
    static let forms = encodings + escapes + [String(key.prefix(9)), String(key.suffix(9))]

    /// The characters of base64 that follow from the key alone when `offset` bytes come before it.
    private static func part(ofBase64After offset: Int) -> String {
        let bytes = Data(repeating: 0, count: offset) + Data(key.utf8)
        let text = bytes.base64EncodedString()
        let first = (offset * 8 + 5) / 6
        let last = bytes.count * 8 / 6
        return String(text.dropFirst(first).prefix(last - first))
    }

    /// The first form found in the bytes.
    static func found(in data: Data) -> String? {
        forms.first { data.range(of: Data($0.utf8)) != nil }
    }
}
