package import TallyCore

/// What a run's document-exact rate becomes when some fields of some cases count as not annotated.
package struct SuspectDrop: Sendable {
    private let required: Set<String>
    /// The fields to leave out, by the case's position.
    private let fields: [Int: Set<String>]
    private var asIs: RunSummarizer
    private var without: RunSummarizer

    package init(plan: RunFacts, required: [String], dropping fields: [Int: Set<String>]) {
        self.required = Set(required)
        self.fields = fields
        asIs = RunSummarizer(plan: plan)
        without = RunSummarizer(plan: plan)
    }

    package mutating func add(_ record: TrialRecord) {
        asIs.add(record)
        var record = record
        if let dropped = fields[record.position], let score = record.score {
            let rest = score.fields.filter {
                required.contains($0.name) && !dropped.contains($0.name)
            }
            record.score?.isDocumentExact =
                rest.isEmpty ? nil : rest.allSatisfy { $0.outcome.isRight }
            record.score?.isDocumentExactRaw =
                rest.isEmpty ? nil : rest.allSatisfy { $0.isRawEqual }
        }
        without.add(record)
    }

    package func effect(of run: RunRecord) -> LabelAudit.Effect {
        LabelAudit.Effect(
            run: run.name,
            isSimulated: run.isSimulated,
            asIs: asIs.summary().documentExact,
            without: without.summary().documentExact
        )
    }
}
