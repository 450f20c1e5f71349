package import TallyCore

/// What scoring a run again changed.
package struct Rescored: Sendable {
    private let run: RunRecord
    private let digest: String
    private let changes: Changes
    private let before: RunSummary
    private let after: RunSummary

    /// Trials that came out otherwise.
    package struct Changes: Sendable {
        private(set) var trials = 0
        private(set) var cases: [String] = []
        private(set) var won = 0
        private(set) var lost = 0

        package init() {}

        package mutating func add(_ answer: StoredAnswer, _ result: TrialResult) {
            trials += 1
            let isSame =
                answer.outcome == result.outcome
                && answer.score.map(Marks.init) == result.score.map(Marks.init)
            guard !isSame else { return }
            cases.append(answer.item.id)
            let old = answer.score?.isDocumentExact ?? false
            let new = result.score?.isDocumentExact ?? false
            if new, !old { won += 1 }
            if old, !new { lost += 1 }
        }
    }

    /// Of a score what does not depend on its values, which are not read back.
    private struct Marks: Equatable {
        let outcomes: [FieldOutcome]
        let lineItems: LineItemScore?
        let isDocumentExact: Bool?

        init(_ score: TrialScore) {
            outcomes = score.fields.map(\.outcome)
            lineItems = score.lineItems
            isDocumentExact = score.isDocumentExact
        }
    }

    package init(
        run: RunRecord,
        digest: String,
        changes: Changes,
        before: RunSummary,
        after: RunSummary
    ) {
        self.run = run
        self.digest = digest
        self.changes = changes
        self.before = before
        self.after = after
    }

    /// Such as: 198 trials scored again, 3 came out otherwise (2 exact now, 1 no longer).
    package var text: String {
        var parts = ["\(changes.trials) trials scored again"]
        if changes.cases.isEmpty {
            parts.append("none came out otherwise")
        } else {
            parts.append(
                "\(changes.cases.count) came out otherwise (\(changes.won) exact now, "
                    + "\(changes.lost) no longer): \(sample)"
            )
            parts.append("document-exact \(percent(before)) -> \(percent(after)) %")
        }
        return TerminalText.sanitize("\(run.name): " + parts.joined(separator: ", "))
    }

    private var sample: String {
        let shown = changes.cases.prefix(5).joined(separator: " ")
        return changes.cases.count > 5 ? shown + " …" : shown
    }

    private func percent(_ run: RunSummary) -> String {
        run.documentExact.map { NumberText.percent($0.value) } ?? "-"
    }

    package var json: JSONValue {
        [
            "run": .string(run.ulid), "name": .string(run.name), "scorer": .string(digest),
            "trials": .number(changes.trials),
            "changed": .array(changes.cases.map { .string($0) }), "won": .number(changes.won),
            "lost": .number(changes.lost), "before": Self.scores(before),
            "after": Self.scores(after),
        ]
    }

    private static func scores(_ run: RunSummary) -> JSONValue {
        [
            "document_exact": .optional(run.documentExact?.value),
            "field_accuracy": .optional(run.fieldAccuracy?.value),
        ]
    }
}
