package import TallyConfiguration
internal import TallyCore
internal import TallyProviders
package import TallyReport
package import TallyRunner
internal import TallyScoring
internal import TallyStore

/// Scores stored answers again, without asking anyone: a new scoring beside the old ones.
package struct Rescoring: Sendable {
    /// Answers in memory at a time.
    private static let batch = 256

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

    /// Rescores the runs that a selector names, by the rules of a benchmark file where one is given.
    package func rescore(_ selector: String, benchmark file: String?) async throws -> [Rescored] {
        let task = try file.map { path in
            try BenchmarkLoader(environment: environment).task(of: path)
        }
        let found = try RunSelector(store: try Store(reading: storePath)).find(selector)
        let writer = try StoreWriter.opening(storePath, clock: clock)
        let runs = try found.run.map { [$0] } ?? writer.store.runs(of: found.experiment.id)
        var rescored: [Rescored] = []
        for run in runs {
            rescored.append(try await rescore(run, of: found.experiment, by: task, writer))
        }
        try writer.close()
        return rescored
    }

    private func rescore(
        _ run: RunRecord,
        of experiment: ExperimentRecord,
        by ownTask: ExtractionTask?,
        _ writer: StoreWriter
    ) async throws -> Rescored {
        guard let variant = experiment.variant(of: run),
            let stored = experiment.configuration["task"].flatMap(
                ExtractionTask.init(configuration:)
            )
        else {
            throw HarnessError(.failed, "\(storePath): run \(run.ulid) cannot be read back")
        }
        if let ownTask { try Self.check(ownTask, isAnsweredBy: run, asking: stored) }
        let rejudge = Rejudgement(variant: variant, task: ownTask ?? stored)
        let before = try Summaries(store: writer.store).run(run, in: experiment)
        let scoring = try writer.beginScoring()
        var changes = Rescored.Changes()
        var last: Int64 = 0
        while true {
            let answers = try writer.store.storedAnswers(of: run, after: last, limit: Self.batch)
            guard let end = answers.last else { break }
            last = end.trial
            var entries: [LedgerEntry] = []
            for answer in answers {
                let result = rejudge.result(of: answer)
                changes.add(answer, result)
                entries.append(.rescored(scoring: scoring, trial: answer.trial, result))
            }
            try await writer.commit(entries)
        }
        try writer.finishScoring(
            scoring,
            of: run,
            digest: rejudge.scorerDigest,
            task: ownTask?.configuration,
            at: clock.wall()
        )
        let records = try writer.store.runs(of: experiment.id)
        guard let record = records.first(where: { $0.id == run.id }) else {
            throw HarnessError(.failed, "\(storePath): run \(run.ulid) is missing")
        }
        let after = try Summaries(store: writer.store).run(record, in: experiment)
        if run.state != "running" { try writer.close(record, summary: after, at: clock.wall()) }
        return Rescored(
            run: run,
            digest: rejudge.scorerDigest.description,
            changes: changes,
            before: before,
            after: after
        )
    }
    /// What was never asked for cannot be scored.
    private static func check(
        _ task: ExtractionTask,
        isAnsweredBy run: RunRecord,
        asking stored: ExtractionTask
    ) throws(HarnessError) {
        let asked = stored.fields.map(\.name)
        for field in task.fields.map(\.name) where !asked.contains(field) {
            throw HarnessError(
                .usage,
                "the field \"\(field)\" was not asked for in \(run.name), so no answer has it; asked "
                    + "for: \(asked.joined(separator: ", "))"
            )
        }
    }
}
