/// Takes secrets out of bytes that came from elsewhere: servers echo keys in their errors.
package struct Redactor: Sendable {
    /// What is looked for, the longest first.
    private let needles: [[UInt8]]
    /// Whether a needle starts with the byte, for all 256.
    private let isFirst: [Bool]
    private static let replacement = Array("[redacted]".utf8)

    /// Secrets shorter than 4 bytes are too common to look for.
    package init(secrets: [String]) {
        let forms = secrets.filter { $0.utf8.count >= 4 }.flatMap { SecretForms.all(of: $0) }
        needles = Set(forms).sorted { $0.count > $1.count }
        var isFirst = [Bool](repeating: false, count: 256)
        for needle in needles { isFirst[Int(needle[0])] = true }
        self.isFirst = isFirst
    }

    package func scrub(_ bytes: [UInt8]) -> [UInt8] {
        if needles.isEmpty { return bytes }
        var output: [UInt8] = []
        var copied = 0
        var index = 0
        while index < bytes.count {
            guard isFirst[Int(bytes[index])], let needle = needle(in: bytes, at: index) else {
                index += 1
                continue
            }
            output += bytes[copied..<index] + Self.replacement
            index += needle.count
            copied = index
        }
        return copied == 0 ? bytes : output + bytes[copied...]
    }

    package func scrub(_ text: String) -> String {
        needles.isEmpty ? text : String(decoding: scrub(Array(text.utf8)), as: UTF8.self)
    }

    private func needle(in bytes: [UInt8], at index: Int) -> [UInt8]? {
        needles.first { bytes[index...].starts(with: $0) }
    }
}
