internal import Foundation
internal import TallyCore

/// An image in a message: which one it is, and what it counts as.
struct ImagePart: Hashable, Sendable {
    /// The file's bytes; `nil` for an image that lies elsewhere, which is not fetched.
    let file: ImageFile?
    let tokens: Int
    /// Tells images apart, those that lie elsewhere by their address.
    let fingerprint: UInt64

    /// The images whose bytes came along, by their length and digest.
    struct ImageFile: Hashable, Sendable {
        var length: Int
        var digest: Digest
    }

    /// An image as OpenAI takes it: a data URL, or an address elsewhere.
    ///
    /// Source: https://platform.openai.com/docs/guides/images-vision.
    init(url: String, detail: JSONValue?, _ path: String) throws(Refusal) {
        let isLow = try Self.isLow(detail, path)
        guard url.lowercased().hasPrefix("data:") else {
            self.init(elsewhere: url, tokens: ImageTokens.openAI(nil, isLowDetail: isLow))
            return
        }
        guard let comma = url.firstIndex(of: ","), url[..<comma].lowercased().hasSuffix(";base64"),
            let bytes = Self.bytes(url[url.index(after: comma)...])
        else {
            throw .invalid(
                "Invalid '\(path)': expected a base64-encoded data URL with an image MIME type.",
                parameter: path
            )
        }
        self.init(
            bytes: bytes,
            tokens: ImageTokens.openAI(ImageSize(bytes), isLowDetail: isLow)
        )
    }

    /// An image as Anthropic takes it: base64 text, or an address or a file's id elsewhere.
    ///
    /// Source: https://platform.claude.com/docs/en/build-with-claude/vision.
    init(source: JSONValue, _ path: String) throws(Refusal) {
        guard source["type"] == "base64" else {
            self.init(elsewhere: source.canonicalText, tokens: ImageTokens.anthropic(nil))
            return
        }
        guard let data = source["data"]?.string else { throw .missing(path + ".data") }
        guard let bytes = Self.bytes(data[...]) else {
            throw .invalid("Input should be valid base64", parameter: path + ".data")
        }
        self.init(bytes: bytes, tokens: ImageTokens.anthropic(ImageSize(bytes)))
    }

    private init(elsewhere address: String, tokens: Int) {
        file = nil
        self.tokens = tokens
        var fingerprint = Fingerprint()
        fingerprint.combine(address)
        self.fingerprint = fingerprint.value
    }

    private init(bytes: [UInt8], tokens: Int) {
        file = ImageFile(length: bytes.count, digest: Digest(of: bytes))
        self.tokens = tokens
        var fingerprint = Fingerprint()
        bytes.withUnsafeBytes { fingerprint.combine($0) }
        self.fingerprint = fingerprint.value
    }

    private static func bytes(_ text: Substring) -> [UInt8]? {
        Data(base64Encoded: String(text)).map { Array($0) }
    }

    private static func isLow(_ detail: JSONValue?, _ path: String) throws(Refusal) -> Bool {
        guard let detail, !detail.isNull else { return false }
        switch detail.string {
        case "low": return true
        case "auto", "high", "original": return false
        default:
            throw .invalid(
                "Invalid value for the detail of '\(path)'. Supported values are: 'auto', 'low', "
                    + "and 'high'.",
                parameter: path
            )
        }
    }
}
