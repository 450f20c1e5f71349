internal import TallyCore

/// Finds repeated ids with 16 bytes a line: a hash and an offset; equal hashes are verified in the file.
struct IdentifierIndex {
    struct Repeat {
        var id: String
        var line: Int
        var firstLine: Int
    }

    private var hashes: [Int] = []
    private var offsets: [Int] = []

    /// Notes the id of the next line.
    mutating func append(_ id: String, at offset: Int) {
        // `hashValue` is seeded by the process, so that no file can be made to collide.
        let hash = id.hashValue
        hashes.append(hash == 0 ? 1 : hash)
        offsets.append(offset)
    }

    /// Counts a line that has no id, by a hash of 0, so that positions stay line numbers.
    mutating func skip(_ offset: Int) {
        hashes.append(0)
        offsets.append(offset)
    }

    /// The repeated ids by line.
    func repeats(in file: DataFile) -> [Repeat] {
        var order = Array(0..<Int32(clamping: hashes.count))
        order.sort { left, right in
            let (one, other) = (hashes[Int(left)], hashes[Int(right)])
            return one == other ? left < right : one < other
        }
        var repeats: [Repeat] = []
        var start = 0
        while start < order.count {
            var end = start + 1
            while end < order.count, hashes[Int(order[end])] == hashes[Int(order[start])] {
                end += 1
            }
            if end - start > 1, hashes[Int(order[start])] != 0 {
                repeats += verified(order[start..<end].map(Int.init), in: file)
            }
            start = end
        }
        return repeats.sorted { $0.line < $1.line }
    }

    private func verified(_ positions: [Int], in file: DataFile) -> [Repeat] {
        var firstLines: [String: Int] = [:]
        var repeats: [Repeat] = []
        for position in positions {
            guard let line = try? RecordLine.read(file, at: offsets[position]),
                let id = try? JSONParser.parse(line)["id"]?.string
            else { continue }
            if let first = firstLines[id] {
                repeats.append(Repeat(id: id, line: position + 1, firstLine: first))
            } else {
                firstLines[id] = position + 1
            }
        }
        return repeats
    }
}
