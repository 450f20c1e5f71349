import SwiftProtobuf
import TallyCore
import TallyWandB

/// A log in a folder of its own.
final class LogBench: Sendable {
    let folder: TemporaryFolder
    let log: RunLog
    let now = Moment(milliseconds: 1_795_914_000_000)

    init(
        id: String = "r1",
        isResumed: Bool = false,
        metrics: [MetricKey] = [.documents, .cost]
    ) throws {
        folder = try TemporaryFolder()
        let directory = try RunDirectory(creatingIn: folder.path, run: id, at: now)
        let start = RunStart(
            id: id,
            project: "receipts",
            group: "01EXPERIMENT",
            jobType: "eval",
            name: "gpt-4o",
            tags: ["a"],
            config: JSONObject([("model", "gpt-4o"), ("temperature", .number(0))]),
            started: now,
            isResumed: isResumed,
            version: "0.1.0"
        )
        log = try RunLog(in: directory, start: start, metrics: metrics)
    }

    func records() throws -> [LogRecord] {
        var reader = try RecordReader(path: log.directory.log)
        var records: [LogRecord] = []
        while let record = try reader.next() { records.append(record) }
        return records
    }
}

extension LogRecord {
    var kind: String {
        switch content {
        case .history: "history"
        case .summary: "summary"
        case .config: "config"
        case .files: "files"
        case .telemetry: "telemetry"
        case .metric: "metric"
        case .outputRaw: "output"
        case .run: "run"
        case .exit: "exit"
        case .header: "header"
        case .environment: "environment"
        case nil: "nothing"
        }
    }
}
