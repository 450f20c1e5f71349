internal import Foundation
package import TallyConfiguration
package import TallyCore
package import TallyRunner
internal import TallyReport
internal import TallyStore
internal import TallyWandB

/// Logs stored runs for Weights & Biases, as if they had just ended; sends them where a key is set.
package struct WandBRelog: Sendable {
    /// What joins a run's summary and tags.
    struct Addition: Sendable {
        /// The run's id.
        var run: String
        var members = JSONObject()
        var tag: String?
    }

    private let storePath: String
    private let environment: Environment
    private let clock: RunClock

    package init(
        store path: String,
        environment: Environment = .current,
        clock: RunClock = RunClock()
    ) {
        storePath = path
        self.environment = environment
        self.clock = clock
    }

    /// Logs an experiment's runs, or one; returns a line for each with its directory or address.
    package func log(_ selector: String, flags: WandBOptions) async throws -> [String] {
        let store = try Store(reading: storePath)
        let match = try RunSelector(store: store).find(selector)
        let runs = try match.run.map { [$0] } ?? store.runs(of: match.experiment.id)
        return try await log(runs.map { Addition(run: $0.ulid) }, flags: flags)
    }

    func log(
        _ additions: [Addition],
        flags: WandBOptions = WandBOptions()
    ) async throws -> [String] {
        let logged = try write(additions, flags: flags)
        var lines: [String] = []
        for (name, directory, environment) in logged {
            guard let environment else {
                lines.append("\(name): \(directory.path)")
                continue
            }
            let sync = WandBSync(store: storePath, environment: environment)
            switch await sync.send(directory.path, by: .native).outcome {
            case .sent(let url): lines.append("\(name): \(url ?? directory.path)")
            case .wasSent: lines.append("\(name): \(directory.path)")
            case .failed(let reason):
                lines.append(
                    "\(name): logged but not sent, \(reason); later: "
                        + "`tally wandb sync \(directory.path)`"
                )
            }
        }
        return lines
    }

    /// With what opens the server, where it is to be sent.
    private typealias Logged = (name: String, directory: RunDirectory, environment: Environment?)

    private func write(_ additions: [Addition], flags: WandBOptions) throws -> [Logged] {
        let writer = try StoreWriter.opening(storePath, clock: clock)
        defer { try? writer.close() }
        var logged: [Logged] = []
        for addition in additions {
            let match = try RunSelector(store: writer.store).find(addition.run)
            guard let run = match.run else { continue }
            guard let benchmark = Benchmark(configuration: match.experiment.configuration) else {
                throw HarnessError(
                    .failed,
                    "\(storePath): experiment \(match.experiment.ulid) cannot be read back"
                )
            }
            let environment = try environment.readingDotEnv(beside: benchmark.file)
            let settings = try WandBSettings(
                flags: flags,
                environment: environment,
                file: benchmark.wandb,
                store: storePath
            )
            let sitting = WandBTracking.Sitting(
                settings: settings,
                benchmark: benchmark,
                experiment: match.experiment,
                // The dataset's file may be gone: only who asks for values gets them.
                isPublic: false,
                clock: clock
            )
            let directory = try write(run, addition, sitting, writer)
            let isSent = settings.mode == .online
            logged.append((run.name, directory, isSent ? environment : nil))
        }
        return logged
    }

    private func write(
        _ run: RunRecord,
        _ addition: Addition,
        _ sitting: WandBTracking.Sitting,
        _ writer: StoreWriter
    ) throws -> RunDirectory {
        let isFirst = try writer.store.trackedSittings(of: run).isEmpty
        let (log, tags) = try sitting.log(run, writer: writer)
        if isFirst { try writeHistory(of: run, to: log, store: writer.store) }
        let summary = try Summaries(store: writer.store).run(run, in: sitting.experiment)
        try SittingEnd(
            run: run,
            log: log,
            clock: clock,
            table: sitting.settings.options.table ?? .usual,
            showsValues: sitting.showsValues,
            charts: try charts(of: sitting, in: writer.store)
        ).write(summary, from: writer.store)
        if !addition.members.isEmpty { log.summary(addition.members) }
        log.finish(
            tags: tags + [addition.tag].compactMap { $0 },
            exitCode: summary.state == .complete ? 0 : 1,
            at: clock.wall()
        )
        if let failure = log.failure { throw HarnessError(.failed, failure.message) }
        return log.directory
    }

    private func charts(
        of sitting: WandBTracking.Sitting,
        in store: Store
    ) throws -> [ReportChart] {
        let planned = try store.runs(of: sitting.experiment.id).reduce(0) { $0 + $1.planned }
        guard planned <= ReportFile.mostTrials else { return [] }
        let report = try ReportDesk(store: store)
            .report([sitting.experiment.ulid], today: clock.wall().day)
        return ReportCharts.of(report, showsValues: sitting.showsValues)
    }

    private func writeHistory(of run: RunRecord, to log: RunLog, store: Store) throws {
        let stride = TrackedRun.stride(for: run.planned, frequency: nil)
        var metrics = RunningMetrics()
        try store.forEachTrial(of: run) { trial in
            metrics.add(trial)
            if metrics.documents % stride == 0 { log.history(metrics.row, at: clock.wall()) }
        }
        guard metrics.documents > 0, metrics.documents % stride != 0 else { return }
        log.history(metrics.row, at: clock.wall())
    }
}
