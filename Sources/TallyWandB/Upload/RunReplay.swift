internal import SwiftProtobuf
internal import TallyCore

/// What a log says so far of its run, and what of that the server has not been told.
struct RunReplay {
    /// Where a later sitting goes on: lines, step and runtime of the sittings before it.
    struct Base: Hashable {
        var history = 0
        var output = 0
        var step = 0
        var runtime = 0.0
    }

    private(set) var run: LogRun?
    private(set) var config = JSONObject()
    private(set) var summary = JSONObject()
    private(set) var metrics: [LogMetric] = []
    private(set) var exit: LogExit?
    private(set) var environment: LogEnvironment?
    private(set) var version = ""
    private(set) var history: [LogHistory] = []
    private(set) var output: [LogOutputRaw] = []
    /// The lines that were taken.
    private(set) var said: [LogOutputRaw] = []
    private(set) var files: [String] = []
    /// Something of the run itself changed since the server was told.
    var isRunChanged = false
    var isSummaryChanged = false

    mutating func add(_ record: LogRecord) {
        switch record.content {
        case .run(let run): add(run)
        case .config(let change): add(change)
        case .summary(let change):
            Self.set(change.update, remove: change.remove, in: &summary)
            isSummaryChanged = true
        case .history(let row): add(row)
        case .metric(let metric):
            metrics.append(metric)
            isRunChanged = true
        case .outputRaw(let line): output.append(line)
        case .files(let change):
            for file in change.files where !files.contains(file.path) { files.append(file.path) }
        case .environment(let environment): self.environment = environment
        case .telemetry(let telemetry): version = telemetry.cliVersion
        case .exit(let exit): self.exit = exit
        case .header, nil: break
        }
    }

    private mutating func add(_ run: LogRun) {
        self.run = run
        var change = run.config
        // The first record's values are older than what came since.
        change.update.removeAll { config[$0.name] != nil }
        add(change)
        isRunChanged = true
    }

    private mutating func add(_ change: LogConfig) {
        for item in change.update { config[item.name] = item.value }
        for item in change.remove { config[item.name] = nil }
        isRunChanged = true
    }

    private mutating func add(_ row: LogHistory) {
        history.append(row)
        // While the run goes on the table of runs shows where it stands; its own summary comes at its end.
        Self.set(row.item.filter { !$0.key.hasPrefix("_") }, remove: [], in: &summary)
        isSummaryChanged = true
    }

    private static func set(
        _ update: [LogItem],
        remove: [LogItem],
        in object: inout JSONObject
    ) {
        for item in update { object[item.name] = item.value }
        for item in remove { object[item.name] = nil }
    }

    /// Takes the rows of the history that came since the last call.
    mutating func takeHistory() -> [LogHistory] {
        defer { history = [] }
        return history
    }

    mutating func takeOutput() -> [LogOutputRaw] {
        defer { output = [] }
        said += output
        return output
    }

    mutating func takeFiles() -> [String] {
        defer { files = [] }
        return files
    }
}

extension LogItem {
    /// A value that is no JSON is shown as the text it is.
    var value: JSONValue { (try? JSONParser.parse(valueJson)) ?? .string(valueJson) }
}
