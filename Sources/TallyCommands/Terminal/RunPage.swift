internal import TallyCore
internal import TallyKit
internal import TallyReport
internal import TallyRunner
internal import TallyStore

/// The page that a run leaves behind when it ends.
struct RunPage {
    let storePath: String

    /// Writes the page and says where it lies; what fails here takes nothing from the run.
    func write(_ summary: ExperimentSummary) async {
        let trials = summary.runs.reduce(0) { $0 + $1.trials.planned }
        let again = "`tally report \(summary.id)\(storeOption)`"
        guard trials <= ReportFile.mostTrials else {
            Terminal.error.write("the page of so many trials takes a while: \(again) makes it\n")
            return
        }
        do {
            let store = try Store(reading: storePath)
            let report = try ReportDesk(store: store)
                .report([summary.id], today: RunClock().wall().day)
            let path = ReportFile.path(of: summary.id, store: storePath)
            try ReportFile.put(try await ReportFile.page(report, from: store), to: path)
            Terminal.error.write("see it: \(path)\n")
        } catch {
            let reason = TerminalText.sanitize("\(error)")
            Terminal.error.write("no page: \(reason); \(again) makes it\n")
        }
    }

    private var storeOption: String {
        storePath == StoreOptions.defaultPath ? "" : " --store \(storePath)"
    }
}
