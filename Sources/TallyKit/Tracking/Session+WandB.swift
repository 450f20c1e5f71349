internal import TallyCore
internal import TallyDatasets
internal import TallyRunner
internal import TallyStore
internal import TallyWandB

/// The logging of a sitting for Weights & Biases.
extension Session {
    func track(
        _ runs: [RunRecord],
        observer: any RunObserver
    ) throws -> WandBTracking {
        let sitting = WandBTracking.Sitting(
            settings: wandb,
            benchmark: benchmark,
            experiment: try writer.store.experiment(experiment),
            isPublic: !dataset.dataset.hasPersonalData
        )
        let isLogged = wandb.mode != .disabled
        return try WandBTracking.begin(
            sitting,
            runs: isLogged ? runs : [],
            writer: writer,
            observer: observer
        )
    }

    /// Does the work while the logs are sent, where they are.
    func uploading(
        _ tracking: WandBTracking,
        _ work: () async throws -> ExperimentSummary
    ) async throws -> ExperimentSummary {
        guard wandb.mode == .online, !tracking.runs.isEmpty else { return try await work() }
        var policy = WandBServer.patience
        // While the run goes on the next try is never far.
        policy.maxAttempts = 2
        var summary = try await LiveUpload(
            tracking: tracking,
            server: try wandb.server(policy: policy),
            writer: writer,
            stop: stop
        ).during(work)
        for index in summary.runs.indices {
            let run = tracking.runs.first { $0.run.ulid == summary.runs[index].id }
            guard let run else { continue }
            summary.runs[index].wandb = try writer.store.trackedSittings(of: run.run).last
        }
        return summary
    }
}
