import Foundation
import SwiftProtobuf
import TallyWandB

/// Writes transaction logs whose records meet a block's end in every way, for another program to read.
///
/// usage: tally-wandb-logs FOLDER
///
/// Each line of output tells a file and how many characters the line of its last but one record has:
/// `{"file": "...", "left": 7, "size": 100}`. `left` bytes stay in a block in front of that record; at -1 the record
/// itself has no bytes.
@main
enum WandBProbe {
    static let sizes = [-1, 0, 1, 100, 32_741, 32_768, 70_000, 5 << 20]

    static func main() throws {
        guard CommandLine.arguments.count == 2 else {
            print("usage: tally-wandb-logs FOLDER")
            exit(2)
        }
        let folder = URL(fileURLWithPath: CommandLine.arguments[1])
        for left in 0...11 {
            for size in sizes {
                let url = folder.appendingPathComponent("run-\(left)-\(size).wandb")
                try Data(try log(left: left, size: size)).write(to: url)
                print("{\"file\":\"\(url.path)\",\"left\":\(left),\"size\":\(size)}")
            }
        }
    }

    private static func log(left: Int, size: Int) throws -> [UInt8] {
        var framing = BlockFraming()
        var bytes = BlockFraming.fileHeader
        var number: Int64 = 0
        func append(_ record: LogRecord) throws {
            var record = record
            number += 1
            record.num = number
            bytes += framing.frame(try record.serializedBytes())
        }
        var header = LogRecord()
        header.header.versionInfo.producer = "tally"
        header.header.versionInfo.minConsumer = "0.70.0"
        try append(header)
        var run = LogRecord()
        run.run.runID = "r\(left)"
        run.run.project = "framing"
        try append(run)
        // The filler's chunk ends where `left` bytes stay.
        let room = BlockFraming.blockSize - bytes.count - 7 - left
        try append(try filler(of: room, number: number + 1))
        if size < 0 {
            bytes += framing.frame([])
        } else {
            try append(output(String(repeating: "x", count: size)))
        }
        var exit = LogRecord()
        exit.exit.exitCode = 0
        try append(exit)
        return bytes
    }

    private static func output(_ line: String) -> LogRecord {
        var record = LogRecord()
        record.outputRaw.type = .stdout
        record.outputRaw.line = line
        return record
    }

    /// A record of exactly so many bytes.
    private static func filler(of size: Int, number: Int64) throws -> LogRecord {
        for length in stride(from: size, through: size - 64, by: -1) {
            var record = output(String(repeating: "f", count: length))
            record.num = number
            if try (record.serializedBytes() as [UInt8]).count == size { return record }
        }
        preconditionFailure("no record of \(size) bytes")
    }
}
