internal import TallyCore
internal import TallyRunner
internal import TallyStore
internal import TallyWandB

/// Logs the runs of one sitting of an experiment, whoever else follows it.
struct WandBTracking: RunObserver {
    let settings: WandBSettings
    let runs: [TrackedRun]
    /// Tables may show what receipts say.
    let showsValues: Bool
    let observer: any RunObserver

    func receive(_ event: RunEvent) {
        switch event {
        case .attemptFinished(let lane, _), .trialFinished(let lane, _),
            .laneStopped(let lane, _):
            runs.first { $0.run.ordinal == lane }?.receive(event)
        case .remark, .draining: for run in runs { run.receive(event) }
        case .started, .attemptStarted, .trialTraced, .limitChanged, .costForecast, .finished: break
        }
        observer.receive(event)
    }

    /// Writes what the store knows of the runs at the sitting's end, and ends their logs.
    ///
    /// A failure of the disk is told, and costs nothing but the log.
    func finish(
        _ summary: ExperimentSummary,
        from store: Store,
        report: EvaluationReport?
    ) throws {
        let charts =
            runs.isEmpty ? [] : report.map { ReportCharts.of($0, showsValues: showsValues) } ?? []
        for tracked in runs {
            guard let run = summary.runs.first(where: { $0.id == tracked.run.ulid }) else {
                continue
            }
            tracked.finishHistory()
            try SittingEnd(
                run: tracked.run,
                log: tracked.log,
                clock: tracked.clock,
                table: settings.options.table ?? .usual,
                showsValues: showsValues,
                charts: charts
            ).write(run, from: store)
            tracked.say(Self.endLine(run))
            tracked.log.finish(
                tags: tracked.tags,
                exitCode: run.state == .complete ? 0 : 1,
                at: tracked.clock.wall()
            )
            guard let failure = tracked.log.failure else { continue }
            observer.receive(
                .remark(
                    "W&B: the log of \(tracked.run.name) is not whole, \(failure.message); "
                        + "`tally wandb log \(tracked.run.ulid)` writes it anew"
                )
            )
        }
    }

    /// Ends the logs of a sitting that the store could not keep.
    func abandon() {
        for tracked in runs {
            tracked.finishHistory()
            tracked.log.finish(tags: tracked.tags, exitCode: 1, at: tracked.clock.wall())
        }
    }

    private static func endLine(_ run: RunSummary) -> String {
        let trials = run.trials
        let results = trials.scored + trials.parseFailed + trials.failed
        let reason = run.stopReason.map { ": \($0)" } ?? ""
        return
            "\(run.state.rawValue): \(results) of \(trials.planned) trials have a result\(reason)"
    }
}
