internal import TallyCore
internal import TallyRunner
internal import TallyStore

/// What a sitting leaves behind to be looked at.
extension Session {
    /// The report of what was run, for the page and for W&B.
    ///
    /// `nil` where nobody asks for it, or where reading so many trials again would keep people waiting. What fails here takes
    /// nothing from the run.
    func report(of summary: ExperimentSummary) -> EvaluationReport? {
        let trials = summary.runs.reduce(0) { $0 + $1.trials.planned }
        guard makesReport, trials <= ReportFile.mostTrials else { return nil }
        do {
            return try ReportDesk(store: writer.store)
                .report([summary.id], today: RunClock().wall().day)
        } catch {
            observer.receive(.remark("no page: \(error)"))
            return nil
        }
    }

    /// Writes the page; returns where it lies.
    func page(of report: EvaluationReport?) async -> String? {
        guard let report else { return nil }
        let path = ReportFile.path(of: report.summary.id, store: writer.store.path)
        do {
            try ReportFile.put(try await ReportFile.page(report, from: writer.store), to: path)
            return path
        } catch {
            observer.receive(.remark("no page: \(error)"))
            return nil
        }
    }
}
