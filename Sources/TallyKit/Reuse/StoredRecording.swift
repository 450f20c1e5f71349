internal import TallyCore
internal import TallyScoring
package import TallyStore

/// Makes cassettes of runs that are stored already.
package struct StoredRecording: Sendable {
    private let store: Store

    package init(store: Store) { self.store = store }

    /// Writes a cassette for each profile that a run, or each run of an experiment, asked; returns their paths and the
    /// requests on each.
    ///
    /// Throws a `HarnessError` where nothing can be recorded. The dataset is needed only where images were shown.
    package func record(
        _ selector: String,
        into folder: String
    ) async throws -> [Recorder.Written] {
        let match = try RunSelector(store: store).find(selector)
        let experiment = match.experiment
        guard let benchmark = Benchmark(configuration: experiment.configuration) else {
            throw HarnessError(
                .failed,
                "\(store.path): experiment \(experiment.ulid) cannot be read back"
            )
        }
        let showsImages = benchmark.variants.flatMap(\.profiles).contains { $0.image != nil }
        let recorder = Recorder(
            folder: folder,
            store: store,
            benchmark: benchmark,
            images: showsImages ? try await RunnableDataset(of: benchmark).images : nil,
            schema: AnswerSchema.json(for: benchmark.task.fields)
        )
        let runs = try match.run.map { [$0] } ?? store.runs(of: experiment.id)
        let written = try await recorder.record(runs, of: experiment)
        guard !written.isEmpty else {
            throw HarnessError(
                .usage,
                "\(selector): nothing to record; no run of it asked a model over a network, one request at a time"
            )
        }
        return written
    }
}
