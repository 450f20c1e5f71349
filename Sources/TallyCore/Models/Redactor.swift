/// Takes secrets out of bytes that came from elsewhere: servers echo keys in their errors.
package struct Redactor: Sendable {
    private let needles: [[UInt8]]
    private static let replacement = Array("[redacted]".utf8)

    /// Secrets shorter than 4 bytes are too common to look for.
    package init(secrets: [String]) {
        needles = secrets.filter { $0.utf8.count >= 4 }.flatMap { secret in
            let bytes = Array(secret.utf8)
            return Array(Set([bytes, Self.percentEncoded(bytes), Self.base64(bytes)]))
        }
    }

    package func scrub(_ bytes: [UInt8]) -> [UInt8] {
        var bytes = bytes
        for needle in needles { bytes = Self.replace(needle, in: bytes) }
        return bytes
    }

    package func scrub(_ text: String) -> String {
        needles.isEmpty ? text : String(decoding: scrub(Array(text.utf8)), as: UTF8.self)
    }

    private static func replace(_ needle: [UInt8], in bytes: [UInt8]) -> [UInt8] {
        guard bytes.count >= needle.count else { return bytes }
        var output: [UInt8] = []
        var copied = 0
        var index = 0
        while index <= bytes.count - needle.count {
            if bytes[index] == needle[0], bytes[index..<index + needle.count].elementsEqual(needle)
            {
                output += bytes[copied..<index] + replacement
                index += needle.count
                copied = index
            } else {
                index += 1
            }
        }
        return copied == 0 ? bytes : output + bytes[copied...]
    }

    private static func percentEncoded(_ bytes: [UInt8]) -> [UInt8] {
        let digits = Array("0123456789ABCDEF".utf8)
        return bytes.flatMap { byte -> [UInt8] in
            switch byte {
            case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x5F, 0x7E: [byte]
            default: [0x25, digits[Int(byte >> 4)], digits[Int(byte & 15)]]
            }
        }
    }

    /// Without the last group and padding, so that it is found inside longer encodings that start with the secret.
    private static func base64(_ bytes: [UInt8]) -> [UInt8] {
        let alphabet = Array(
            "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8
        )
        var output: [UInt8] = []
        for start in stride(from: 0, to: bytes.count - bytes.count % 3, by: 3) {
            let group = Int(bytes[start]) << 16 | Int(bytes[start + 1]) << 8 | Int(bytes[start + 2])
            for shift in [18, 12, 6, 0] { output.append(alphabet[group >> shift & 63]) }
        }
        return output
    }
}
