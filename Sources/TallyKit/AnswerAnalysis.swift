internal import TallyAnalysis
package import TallyCore
internal import TallyScoring

/// What the answers themselves tell of a run: what is wrong with their fields, and what prompt injection does to them.
package struct AnswerAnalysis: Sendable {
    private let store: any ResultStore

    package init(store: any ResultStore) { self.store = store }

    /// Adds to a summary what only the answers themselves tell; they are read once, one at a time.
    package func add(
        to summary: inout RunSummary,
        of run: RunRecord,
        in experiment: ExperimentRecord
    ) throws {
        guard let classifier = Self.classifier(of: run, in: experiment) else { return }
        var kinds = ErrorKinds()
        var injection = InjectionSample()
        try store.forEachJudgedTrial(of: run, pricedBy: nil) { trial in
            injection.add(trial.record, tags: trial.values.tags)
            for fault in try Self.faults(of: trial, by: classifier) {
                kinds.add(fault.error, in: fault.field)
            }
        }
        summary.errorKinds = kinds
        summary.injection = injection.effect
    }

    /// What is wrong with an answer's fields; nothing where there is no answer.
    static func faults(
        of trial: JudgedTrial,
        by classifier: ErrorClassifier
    ) throws -> [ErrorClassifier.Fault] {
        guard trial.record.outcome == .answered, let score = trial.record.score else { return [] }
        return try classifier.faults(in: score) {
            let item = Case(
                id: trial.record.caseID,
                text: nil,
                expected: try trial.values.expected,
                tags: trial.values.tags,
                locale: trial.values.locale
            )
            return try trial.values.output.map { (item, $0) }
        }
    }

    /// The kinds of error in one trial, by field.
    package func kinds(
        of trial: TrialDetail,
        of run: RunRecord,
        in experiment: ExperimentRecord
    ) -> [String: [FieldError]] {
        guard let classifier = Self.classifier(of: run, in: experiment),
            trial.state == TrialOutcome.answered.name, let output = trial.output?.object
        else { return [:] }
        var kinds: [String: [FieldError]] = [:]
        for fault in classifier.faults(of: trial.item, answer: output) {
            kinds[fault.field, default: []].append(fault.error)
        }
        return kinds
    }

    static func classifier(
        of run: RunRecord,
        in experiment: ExperimentRecord
    ) -> ErrorClassifier? {
        experiment.task(of: run).flatMap(ExtractionTask.init(configuration:))
            .map(ErrorClassifier.init(task:))
    }
}
