internal import SwiftProtobuf

/// Writes the records of one run into a new transaction log, one `write(2)` a record: what was logged survives a kill.
struct TransactionLog {
    private let file: DiskFile
    private var framing = BlockFraming()
    private var number: Int64 = 0

    /// Makes the log with its header record; throws `LogError` where it cannot be made.
    init(creating path: String, producer: String) throws(LogError) {
        file = try DiskFile(creating: path)
        try file.append(BlockFraming.fileHeader, at: 0)
        var record = LogRecord()
        record.header.versionInfo.producer = producer
        record.header.versionInfo.minConsumer = "0.70.0"
        try append(record)
    }

    /// Appends a record under the next number; where that fails the log stays as it was.
    mutating func append(_ record: LogRecord) throws(LogError) {
        var record = record
        record.num = number + 1
        let bytes: [UInt8]
        do {
            bytes = try record.serializedBytes()
        } catch {
            throw LogError(.failed, "\(file.path): a record cannot be written")
        }
        var next = framing
        try file.append(next.frame(bytes), at: framing.offset)
        framing = next
        number += 1
    }
}
