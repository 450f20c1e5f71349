package import TallyCore
internal import SwiftProtobuf
internal import Synchronization

/// The native log of one sitting of a run; written from any task, one record at a time.
///
/// A failure of the disk never ends a run: the first is kept and told at the end, and later records are tried again.
package final class RunLog: Sendable {
    package let directory: RunDirectory
    private let start: RunStart

    fileprivate struct State: ~Copyable {
        var log: TransactionLog
        var step: Int64 = 0
        var failure: LogError?
    }
    private let state: Mutex<State>

    /// Makes the directory's log and writes who the run is, and its metrics.
    package init(
        in directory: RunDirectory,
        start: RunStart,
        metrics: [MetricKey]
    ) throws(LogError) {
        self.directory = directory
        self.start = start
        var log = try TransactionLog(creating: directory.log, producer: "tally/\(start.version)")
        for record in [start.record, start.telemetry, start.environment] { try log.append(record) }
        for metric in metrics { try log.append(metric.record) }
        state = Mutex(State(log: log))
    }

    /// The first failure to write; `nil` when all is there.
    package var failure: LogError? { state.withLock { $0.failure } }

    /// The step of the next row.
    package var nextStep: Int { state.withLock { Int($0.step) } }

    /// Keeps a failure that happened beside the log, as of a table.
    package func note(_ failure: LogError) {
        state.withLock { $0.failure = $0.failure ?? failure }
    }

    /// One row of the history, with the step, moment and runtime that W&B asks of each.
    package func history(_ row: JSONObject, at moment: Moment) {
        state.withLock { state in
            var history = LogHistory()
            history.step.num = state.step
            let runtime = Double(moment.milliseconds - start.started.milliseconds) / 1000
            history.item =
                row.members.map { LogItem($0.key, $0.value) } + [
                    LogItem("_step", .number(Int(state.step))),
                    LogItem("_timestamp", .number(moment.seconds)),
                    LogItem("_runtime", .number(runtime)),
                ]
            var record = LogRecord()
            record.history = history
            if state.append(record) { state.step += 1 }
        }
    }

    /// The summary; what is not named keeps its value.
    package func summary(_ members: JSONObject) {
        var record = LogRecord()
        record.summary = LogSummary(members)
        append(record)
    }

    package func config(_ members: JSONObject) {
        var record = LogRecord()
        record.config = LogConfig(members)
        append(record)
    }

    /// A line of the run's output, without its line break.
    package func output(_ line: String, at moment: Moment) {
        var record = LogRecord()
        record.outputRaw.type = .stdout
        record.outputRaw.timestamp = LogTimestamp(moment)
        record.outputRaw.line = line + "\n"
        append(record)
    }

    /// Puts a table or a page into the history and the summary under its key.
    package func media(_ file: some MediaFile, as key: String, at moment: Moment) {
        history(JSONObject([(key, file.reference)]), at: moment)
        summary(JSONObject([(key, file.reference)]))
        var record = LogRecord()
        var entry = LogFile()
        entry.path = file.path
        entry.type = .media
        record.files.files = [entry]
        append(record)
    }

    /// Names the run anew, with its last tags, and ends the log: no record may follow.
    package func finish(tags: [String], exitCode: Int32, at moment: Moment) {
        var last = start
        last.tags = tags
        append(last.record)
        var record = LogRecord()
        record.exit.exitCode = exitCode
        record.exit.runtime = Int32((moment.milliseconds - start.started.milliseconds) / 1000)
        append(record)
    }

    private func append(_ record: LogRecord) {
        state.withLock { state in _ = state.append(record) }
    }
}

extension RunLog.State {
    /// Returns whether the record is in the log.
    fileprivate mutating func append(_ record: LogRecord) -> Bool {
        do throws(LogError) {
            try log.append(record)
            return true
        } catch {
            failure = failure ?? error
            return false
        }
    }
}
