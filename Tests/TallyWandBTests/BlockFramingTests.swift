import Foundation
import TallyWandB
import Testing

struct BlockFramingTests {
    /// Reads back every record of a file.
    private func records(_ bytes: [UInt8]) throws -> [[UInt8]] {
        let folder = try TemporaryFolder()
        try Data(bytes).write(to: URL(fileURLWithPath: folder / "log"))
        var reader = try RecordReader(path: folder / "log")
        var records: [[UInt8]] = []
        while let record = try reader.nextPayload() { records.append(record) }
        withExtendedLifetime(folder) {}
        return records
    }

    private func record(_ size: Int, _ seed: Int) -> [UInt8] {
        (0..<size).map { UInt8(truncatingIfNeeded: $0 &* 31 &+ seed) }
    }

    /// `left` bytes stay in the first block before a record is framed.
    @Test(arguments: 0...11, [0, 1, 7, 100, 32_754, 32_761, 70_000])
    func `a record is read back at every distance from a block's end`(
        left: Int,
        size: Int
    ) throws {
        var framing = BlockFraming()
        var bytes = BlockFraming.fileHeader
        let first = record(BlockFraming.blockSize - 7 - 7 - left, 1)
        let written = [first, record(size, 2), record(3, 3)]
        for record in written { bytes += framing.frame(record) }
        #expect(framing.offset == bytes.count)
        #expect(try records(bytes) == written)
    }

    @Test(arguments: [0, 1, 32_753, 32_754, 32_755, 65_521, 65_522, 1 << 20, 5 << 20])
    func `a record of any size is read back`(size: Int) throws {
        var framing = BlockFraming()
        var bytes = BlockFraming.fileHeader
        for number in 0..<3 { bytes += framing.frame(record(size, number)) }
        #expect(try records(bytes) == (0..<3).map { record(size, $0) })
    }

    @Test func `where seven bytes are left a record begins with an empty chunk`() {
        var framing = BlockFraming(offset: BlockFraming.blockSize - 7)
        let bytes = framing.frame([1, 2, 3])
        #expect(bytes[4...6] == [0, 0, 2])
        #expect(bytes.count == 7 + 7 + 3)
        #expect(bytes[13] == 4)
    }

    @Test(arguments: 1...6)
    func `fewer than seven bytes are padded`(left: Int) {
        var framing = BlockFraming(offset: BlockFraming.blockSize - left)
        let bytes = framing.frame([9])
        #expect(bytes.prefix(left).allSatisfy { $0 == 0 })
        #expect(bytes.count == left + 8)
    }

    @Test func `a torn tail loses only the last record`() throws {
        var framing = BlockFraming()
        var bytes = BlockFraming.fileHeader
        for number in 0..<3 { bytes += framing.frame(record(50_000, number)) }
        for cut in [1, 10, 49_999, 50_006] {
            #expect(try records(Array(bytes.dropLast(cut))).count == 2)
        }
    }

    @Test func `a record appears once it is whole`() throws {
        var framing = BlockFraming()
        let bytes = framing.frame(record(40_000, 1))
        let folder = try TemporaryFolder()
        let url = URL(fileURLWithPath: folder / "log")
        try Data(BlockFraming.fileHeader).write(to: url)
        var reader = try RecordReader(path: url.path)
        #expect(try reader.nextPayload() == nil)
        let file = try FileHandle(forWritingTo: url)
        try file.seekToEnd()
        try file.write(contentsOf: bytes.prefix(35_000))
        #expect(try reader.nextPayload() == nil)
        try file.write(contentsOf: bytes.dropFirst(35_000))
        #expect(try reader.nextPayload() == record(40_000, 1))
        #expect(try reader.nextPayload() == nil)
        try file.close()
        withExtendedLifetime(folder) {}
    }

    @Test func `a flipped bit is told with its place`() throws {
        var framing = BlockFraming()
        var bytes = BlockFraming.fileHeader + framing.frame(record(100, 1))
        bytes[50] ^= 1
        let error = #expect(throws: LogError.self) { try records(bytes) }
        #expect(error?.code == .damaged)
        #expect(error?.message.hasSuffix("damaged at byte 7") == true)
    }

    @Test func `another file is no log`() {
        let error = #expect(throws: LogError.self) { try records(Array("id,name\n1,2".utf8)) }
        #expect(error?.message.hasSuffix("not a W&B transaction log") == true)
    }
}
