/// The ways a secret is written when a server shows it.
enum SecretForms {
    /// As it is, percent-encoded, escaped in JSON, and in base64 whatever stands before it.
    static func all(of secret: String) -> [[UInt8]] {
        let bytes = Array(secret.utf8)
        let percent = ["0123456789ABCDEF", "0123456789abcdef"].map { percentEncoded(bytes, $0) }
        let base64 = (0..<3).flatMap { offset in
            ["+/", "-_"].map { part(ofBase64: bytes, after: offset, lastDigits: $0) }
        }
        return [bytes] + percent + jsonEscaped(bytes) + base64
    }

    /// RFC 3986: all but unreserved characters.
    private static func percentEncoded(_ bytes: [UInt8], _ digits: String) -> [UInt8] {
        let digits = Array(digits.utf8)
        return bytes.flatMap { byte -> [UInt8] in
            switch byte {
            case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x5F, 0x7E: [byte]
            default: [0x25, digits[Int(byte >> 4)], digits[Int(byte & 15)]]
            }
        }
    }

    /// As JSON must have it, with `\/` as PHP writes it, and with what .NET writes as `\u002B`.
    private static func jsonEscaped(_ bytes: [UInt8]) -> [[UInt8]] {
        let plain: [Unicode.Scalar: String] = ["\\": "\\\\", "\"": "\\\""]
        let slashed = plain.merging(["/": "\\/"]) { $1 }
        let careful: [Unicode.Scalar: String] = [
            "\\": "\\\\", "\"": "\\u0022", "+": "\\u002B", "&": "\\u0026", "'": "\\u0027",
            "<": "\\u003C", ">": "\\u003E", "`": "\\u0060",
        ]
        return [plain, slashed, careful].map { escapes in
            bytes.flatMap { byte in escapes[Unicode.Scalar(byte)].map { Array($0.utf8) } ?? [byte] }
        }
    }

    /// The digits that follow from the secret alone when `offset` bytes stand before it (RFC 4648).
    private static func part(
        ofBase64 bytes: [UInt8],
        after offset: Int,
        lastDigits: String
    ) -> [UInt8] {
        let alphabet = Array(
            "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789\(lastDigits)".utf8
        )
        let padded = [UInt8](repeating: 0, count: offset) + bytes
        let digits = (offset * 8 + 5) / 6..<padded.count * 8 / 6
        return digits.map { digit in
            let (index, shift) = (digit * 6).quotientAndRemainder(dividingBy: 8)
            let next = index + 1 < padded.count ? padded[index + 1] : 0
            let pair = Int(padded[index]) << 8 | Int(next)
            return alphabet[pair >> (10 - shift) & 63]
        }
    }
}
