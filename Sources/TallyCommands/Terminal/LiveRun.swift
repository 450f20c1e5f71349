internal import ArgumentParser
internal import TallyCore
internal import TallyKit
internal import TallyReport
internal import TallyRunner

/// Runs an experiment in front of a person: progress, Ctrl-C, table, exit code.
struct LiveRun {
    let storePath: String
    let asJSON: Bool
    let makesReport: Bool

    /// Shows progress on standard error while `body` runs, then prints its summary on standard output.
    ///
    /// Throws `ExitCode` 6 when trials are left without a result, 130 or 143 after a signal.
    @discardableResult
    func perform(
        _ body: @escaping @Sendable (any RunObserver, StopSignal) async throws -> ExperimentSummary
    ) async throws -> ExperimentSummary {
        OpenFileLimit.raise()
        let interruption = Interruption()
        let progress = Progress(form: form) { Terminal.error.write($0) }
        let summary = try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { await progress.run() }
            group.addTask {
                await interruption.watch {
                    progress.receive(.draining)
                    progress.note("stopping: waiting for what is in flight; again to exit at once")
                }
            }
            let result = await Result.capturing { try await body(progress, interruption.stop) }
            group.cancelAll()
            try await group.waitForAll()
            return try result.get()
        }
        show(summary)
        if let code = interruption.exitCode, summary.state == .partial { throw ExitCode(code) }
        if summary.state == .partial { throw ExitCode(6) }
        return summary
    }

    private var form: Progress.Form {
        let terminal = Terminal.error
        guard terminal.isInteractive else { return .plain }
        return .terminal(width: { terminal.width }, style: terminal.style)
    }

    private var storeOption: String {
        storePath == StoreOptions.defaultPath ? "" : " --store \(storePath)"
    }

    private func show(_ summary: ExperimentSummary) {
        let output = Terminal.output
        if asJSON {
            output.write(RunDocument(summary).json.prettyText + "\n")
        } else {
            output.write(RunTable(summary).text(width: output.width, style: output.style))
        }
        Terminal.error.write(
            "stored in \(storePath); see `tally show \(summary.id)\(storeOption)`\n"
        )
        showPage(of: summary)
        for run in summary.runs {
            guard let wandb = run.wandb else { continue }
            let place = TerminalText.sanitize(wandb.url ?? wandb.directory)
            Terminal.error.write("W&B: \(TerminalText.sanitize(run.name)): \(place)\n")
        }
        if summary.state == .partial {
            Terminal.error.write(
                "not complete: go on with `tally resume \(summary.id)\(storeOption)`, which uses the "
                    + "benchmark as it was stored; after changing the file, run it anew\n"
            )
        }
        let failed = summary.runs.reduce(0) { $0 + $1.trials.failed }
        if failed > 0 {
            Terminal.error.write(
                "\(failed) trials failed on the way, not by a model: `tally resume \(summary.id)"
                    + "\(storeOption) --retry-errors` sends them again\n"
            )
        }
    }

    private func showPage(of summary: ExperimentSummary) {
        let trials = summary.runs.reduce(0) { $0 + $1.trials.planned }
        if let page = summary.page {
            Terminal.error.write("see it: \(page)\n")
        } else if makesReport, trials > ReportFile.mostTrials {
            Terminal.error.write("to see it: `tally report \(summary.id)\(storeOption)`\n")
        }
    }
}
