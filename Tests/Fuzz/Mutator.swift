import TallyCore

/// Changes bytes as carelessness, malice and broken networks do.
struct Mutator {
    private static let extremes = [
        "0", "-1", "1e999", "NaN", "null", "99999999999999999999", "\"", "{", "}", "[", "]", ":",
        ",", "\n", "\r\n", "\\", "\\u0000", "\\ud800", "\u{FEFF}", "\0", "'", "#", "&a", "*a", "- ",
        "  ", "\t", "é", "👍", "data:", "true",
    ]
    private static let longest = 1 << 16

    private let words: [[UInt8]]

    init(words: [String]) { self.words = (words + Self.extremes).map { Array($0.utf8) } }

    func mutated(
        _ input: [UInt8],
        with other: [UInt8],
        using generator: inout SeededGenerator
    ) -> [UInt8] {
        var bytes = input
        for _ in 0..<(1 + generator.below(5)) {
            let start = generator.below(bytes.count + 1)
            let end = min(bytes.count, start + generator.below(64))
            switch generator.below(9) {
            case 0 where start < bytes.count: bytes[start] = UInt8(generator.below(256))
            case 1 where start < bytes.count: bytes[start] ^= 1 << UInt8(generator.below(8))
            case 2: bytes.removeSubrange(start..<end)
            case 3: bytes.insert(contentsOf: bytes[start..<end], at: start)
            case 4, 5: bytes.insert(contentsOf: generator.pick(words), at: start)
            case 6: bytes.replaceSubrange(start..<end, with: generator.pick(words))
            case 7:
                let times = 1 << generator.below(11)
                let piece =
                    generator.chance(0.5) ? Array(bytes[start..<end]) : generator.pick(words)
                bytes.insert(
                    contentsOf: Array(repeating: piece, count: times).joined(),
                    at: start
                )
            default:
                let cut = generator.below(other.count + 1)
                bytes = Array(bytes[..<start]) + other[cut...]
            }
            if bytes.count > Self.longest { bytes.removeSubrange(Self.longest...) }
        }
        return bytes
    }
}
