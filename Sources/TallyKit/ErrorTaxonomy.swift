package import TallyCore
internal import TallyScoring

/// Sorts the wrong fields of stored answers by what is wrong with them.
package struct ErrorTaxonomy: Sendable {
    private let store: any ResultStore

    package init(store: any ResultStore) { self.store = store }

    /// The kinds of error in a run's answered trials; `nil` when its task cannot be read back.
    package func kinds(of run: RunRecord, in experiment: ExperimentRecord) throws -> ErrorKinds? {
        guard let classifier = Self.classifier(of: run, in: experiment) else { return nil }
        var kinds = ErrorKinds()
        try store.forEachAnswer(of: run) { answer in
            guard answer.record.outcome == .answered, let output = answer.output else { return }
            let item = Case(
                id: answer.record.caseID,
                text: nil,
                expected: answer.expected,
                locale: answer.locale
            )
            for fault in classifier.faults(of: item, answer: output) {
                kinds.add(fault.error, in: fault.field)
            }
        }
        return kinds
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
