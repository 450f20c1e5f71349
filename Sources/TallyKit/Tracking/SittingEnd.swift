internal import TallyCore
internal import TallyReport
internal import TallyRunner
internal import TallyStore
internal import TallyWandB

/// Writes what stands at the end of a sitting: the tables, the whole summary, what servers called themselves.
struct SittingEnd {
    let run: RunRecord
    let log: RunLog
    let clock: RunClock
    let table: WandBOptions.Table
    let showsValues: Bool
    /// Of the experiment: the same for each of its runs.
    let charts: [ReportChart]

    func write(_ summary: RunSummary, from store: Store) throws {
        if table != .none { try writePredictions(from: store) }
        writeFields(of: summary)
        writeCharts()
        let models = summary.returnedModels.sorted { $0.key < $1.key }.map(\.key)
        log.config(JSONObject([("returned_models", .array(models.map { .string($0) }))]))
        log.summary(SummaryKeys.members(of: summary))
    }

    private func writePredictions(from store: Store) throws {
        var place: Int?
        if case .first(let count) = table { place = count }
        do {
            var writer = try TableWriter(
                files: log.directory.files,
                name: "\(PredictionTable.key)_\(log.nextStep)",
                columns: PredictionTable.columns
            )
            try store.forEachJudgedTrial(of: run, before: place, pricedBy: nil) { trial in
                guard PredictionTable.holds(trial.record, table) else { return }
                try writer.add(try PredictionTable.row(trial, showsValues: showsValues))
            }
            log.media(try writer.finish(), as: PredictionTable.key, at: clock.wall())
        } catch let error as LogError {
            log.note(error)
        }
    }

    private func writeCharts() {
        for chart in charts {
            do throws(LogError) {
                let page = try PageFile(
                    files: log.directory.files,
                    name: "\(chart.key.replacing("/", with: "_"))_\(log.nextStep)",
                    html: chart.html
                )
                log.media(page, as: chart.key, at: clock.wall())
            } catch {
                log.note(error)
            }
        }
    }

    private func writeFields(of summary: RunSummary) {
        do throws(LogError) {
            var writer = try TableWriter(
                files: log.directory.files,
                name: "\(FieldTable.key)_\(log.nextStep)",
                columns: FieldTable.columns
            )
            for row in FieldTable.rows(of: summary) { try writer.add(row) }
            log.media(try writer.finish(), as: FieldTable.key, at: clock.wall())
        } catch {
            log.note(error)
        }
    }
}
