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
        try store.forEachAnswer(of: run) { answer in
            injection.add(answer)
            Self.add(answer, to: &kinds, by: classifier)
        }
        summary.errorKinds = kinds
        summary.injection = injection.effect
    }

    /// The kinds of error in a run's answers to some of its cases.
    package func kinds(
        of run: RunRecord,
        in experiment: ExperimentRecord,
        cases: Set<String>
    ) throws -> ErrorKinds {
        var kinds = ErrorKinds()
        guard let classifier = Self.classifier(of: run, in: experiment) else { return kinds }
        try store.forEachAnswer(of: run) { answer in
            guard cases.contains(answer.record.caseID) else { return }
            Self.add(answer, to: &kinds, by: classifier)
        }
        return kinds
    }

    private static func add(
        _ answer: TrialAnswer,
        to kinds: inout ErrorKinds,
        by classifier: ErrorClassifier
    ) {
        guard answer.record.outcome == .answered, let output = answer.output else { return }
        let item = Case(
            id: answer.record.caseID,
            text: nil,
            expected: answer.expected,
            tags: answer.tags,
            locale: answer.locale
        )
        for fault in classifier.faults(of: item, answer: output) {
            kinds.add(fault.error, in: fault.field)
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

    private static func classifier(
        of run: RunRecord,
        in experiment: ExperimentRecord
    ) -> ErrorClassifier? {
        experiment.task(of: run).flatMap(ExtractionTask.init(configuration:))
            .map(ErrorClassifier.init(task:))
    }
}
