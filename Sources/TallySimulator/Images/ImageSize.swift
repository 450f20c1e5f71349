/// How large an image is, read from the first bytes of a PNG or JPEG file.
///
/// Sources: PNG specification, 11.2.1 (IHDR); ITU-T T.81, B.2.2 (frame header).
struct ImageSize: Hashable, Sendable {
    let width: Int
    let height: Int

    /// Reads the size; `nil` when the bytes are no such image, or end too soon.
    init?(_ bytes: [UInt8]) {
        guard let size = Self.png(bytes) ?? Self.jpeg(bytes), size.0 > 0, size.1 > 0 else {
            return nil
        }
        (width, height) = size
    }

    private static let pngHead: [UInt8] = [
        0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52,
    ]

    private static func png(_ bytes: [UInt8]) -> (Int, Int)? {
        guard bytes.starts(with: pngHead) else { return nil }
        guard let width = number(bytes, at: 16, count: 4),
            let height = number(bytes, at: 20, count: 4)
        else { return nil }
        return (width, height)
    }

    private static func jpeg(_ bytes: [UInt8]) -> (Int, Int)? {
        guard bytes.starts(with: [0xFF, 0xD8]) else { return nil }
        var place = 2
        while let marker = marker(bytes, at: &place) {
            // The image's data begin, or end: its size should have come before.
            if marker == 0xDA || marker == 0xD9 { return nil }
            // Markers that stand alone.
            if marker == 0x01 || (0xD0...0xD7).contains(marker) { continue }
            guard let length = number(bytes, at: place, count: 2), length >= 2 else { return nil }
            if isFrame(marker) {
                guard let height = number(bytes, at: place + 3, count: 2),
                    let width = number(bytes, at: place + 5, count: 2)
                else { return nil }
                return (width, height)
            }
            place += length
        }
        return nil
    }

    /// The marker at a place, behind which the place then is.
    private static func marker(_ bytes: [UInt8], at place: inout Int) -> UInt8? {
        guard place < bytes.count, bytes[place] == 0xFF else { return nil }
        // Any number of 0xFF may fill up before a marker.
        while place < bytes.count, bytes[place] == 0xFF { place += 1 }
        guard place < bytes.count else { return nil }
        place += 1
        return bytes[place - 1]
    }

    /// A start of frame; among their numbers stand those of three tables.
    private static func isFrame(_ marker: UInt8) -> Bool {
        (0xC0...0xCF).contains(marker) && ![0xC4, 0xC8, 0xCC].contains(marker)
    }

    /// A number of so many bytes, the highest first.
    private static func number(_ bytes: [UInt8], at place: Int, count: Int) -> Int? {
        guard place + count <= bytes.count else { return nil }
        return bytes[place..<(place + count)].reduce(0) { $0 << 8 | Int($1) }
    }
}
