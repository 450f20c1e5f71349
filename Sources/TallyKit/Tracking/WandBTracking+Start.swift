internal import Foundation
internal import TallyCore
internal import TallyRunner
internal import TallyScoring
internal import TallyStore
internal import TallyWandB

extension WandBTracking {
    /// What a sitting logs its runs with.
    struct Sitting {
        var settings: WandBSettings
        var benchmark: Benchmark
        var experiment: ExperimentRecord
        /// Values of the dataset may leave the machine.
        var isPublic: Bool
        var clock = RunClock()
    }

    /// Makes a log for each run; a run whose log cannot be made goes on without one, and says so.
    static func begin(
        _ sitting: Sitting,
        runs: [RunRecord],
        writer: StoreWriter,
        observer: any RunObserver
    ) throws -> WandBTracking {
        var tracked: [TrackedRun] = []
        for run in runs {
            do {
                tracked.append(try sitting.track(run, writer: writer))
            } catch let error as LogError {
                observer.receive(
                    .remark("W&B: \(run.name) is not logged: \(error.message)")
                )
            }
        }
        return WandBTracking(
            settings: sitting.settings,
            runs: tracked,
            showsValues: sitting.showsValues,
            observer: observer
        )
    }
}

extension WandBTracking.Sitting {
    private var options: WandBOptions { settings.options }

    var showsValues: Bool { options.showsValues ?? isPublic }

    fileprivate func track(_ run: RunRecord, writer: StoreWriter) throws -> TrackedRun {
        let (log, tags) = try log(run, writer: writer)
        var metrics = RunningMetrics()
        try writer.store.forEachTrial(of: run) { metrics.add($0) }
        return TrackedRun(
            run,
            log: log,
            tags: tags,
            frequency: options.logFrequency,
            metrics: metrics,
            clock: clock
        )
    }

    /// A new log of the run, noted in the store.
    func log(_ run: RunRecord, writer: StoreWriter) throws -> (RunLog, tags: [String]) {
        let before = try writer.store.trackedSittings(of: run)
        let now = clock.wall()
        let id = before.last?.id ?? id(of: run)
        let tags = options.tags + (run.isSimulated ? ["simulated"] : [])
        let directory = try RunDirectory(creatingIn: settings.root, run: id, at: now)
        let log = try RunLog(
            in: directory,
            start: start(of: run, id: id, tags: tags, isResumed: !before.isEmpty, at: now),
            metrics: MetricKey.allCases
        )
        try writer.add(WandBLink(id: id, directory: directory.path), to: run, at: now)
        return (log, tags)
    }

    /// W&B shows ids in addresses, in small letters as its own.
    private func id(of run: RunRecord) -> String {
        let isAlone = benchmark.variants.count == 1
        return (isAlone ? options.runID : nil) ?? run.ulid.lowercased()
    }

    private func start(
        of run: RunRecord,
        id: String,
        tags: [String],
        isResumed: Bool,
        at now: Moment
    ) -> RunStart {
        RunStart(
            id: id,
            entity: options.entity,
            project: options.project ?? "tally",
            group: options.group ?? experiment.ulid,
            jobType: options.jobType ?? "eval",
            name: name(of: run),
            notes: notes(of: run),
            tags: tags,
            config: config(of: run),
            started: now,
            isResumed: isResumed,
            commit: experiment.provenance["git"]?["commit"]?.string,
            system: ProcessInfo.processInfo.operatingSystemVersionString,
            version: Provenance.version,
            arguments: Array(CommandLine.arguments.dropFirst())
        )
    }

    private func name(of run: RunRecord) -> String {
        let parts = [
            "variant": run.name, "benchmark": benchmark.name,
            "dataset": experiment.dataset.name, "experiment": experiment.ulid,
        ]
        let template = options.name ?? "{variant} · {dataset}"
        return parts.reduce(template) { text, part in
            text.replacingOccurrences(of: "{\(part.key)}", with: part.value)
        }
    }

    private func notes(of run: RunRecord) -> String? {
        let simulated = run.isSimulated ? "Simulated: no model answered." : nil
        let notes = [options.notes, simulated].compactMap { $0 }
        return notes.isEmpty ? nil : notes.joined(separator: "\n")
    }

    private func config(of run: RunRecord) -> JSONObject {
        guard let variant = benchmark.variants.first(where: { $0.name == run.name }) else {
            return options.config
        }
        return ConfigKeys.members(
            of: run,
            variant: variant,
            in: ConfigKeys.Context(
                benchmark: benchmark,
                dataset: experiment.dataset,
                experiment: experiment.ulid,
                schema: Digest(of: AnswerSchema.json(for: benchmark.task.fields)),
                scorer: run.scorerDigest,
                provenance: experiment.provenance,
                day: experiment.created.day
            ),
            extras: options.config
        )
    }
}
