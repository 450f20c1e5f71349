import TallyAnalysis
import TallyCore

/// Trial records and summaries for tests.
enum Trials {
    static func summary(
        of records: [TrialRecord],
        cases: Int? = nil,
        repeats: Int = 1,
        economics: Economics? = nil
    ) -> RunSummary {
        var plan = RunFacts(
            id: "01J",
            name: "phi-3-mini",
            profiles: ["phi-3-mini"],
            cases: cases ?? Set(records.map(\.position)).count
        )
        plan.repeats = repeats
        plan.economics = economics
        var summarizer = RunSummarizer(plan: plan)
        for record in records { summarizer.add(record) }
        return summarizer.summary()
    }

    /// A trial whose answer is exact or not, with all or half of its two fields right.
    static func trial(
        _ position: Int,
        exact: Bool? = true,
        right: Int? = nil,
        group: String? = nil,
        repeatIndex: Int = 0,
        error: ErrorType? = nil,
        items: LineItemScore? = nil,
        cost: Int64? = 0
    ) -> TrialRecord {
        let outcome: TrialOutcome =
            switch error {
            case nil: .answered
            case let error? where error.isModelFailure: .modelFailure(error)
            case let error?: .infrastructureFailure(error)
            }
        return TrialRecord(
            position: position,
            caseID: "r\(position)",
            group: group,
            repeatIndex: repeatIndex,
            outcome: outcome,
            score: outcome.isScored
                ? score(exact: exact, right: right ?? (exact == false ? 1 : 2), items: items) : nil,
            cost: cost.map { Money(nanodollars: $0) },
            unpricedAttempts: cost == nil ? 1 : 0
        )
    }

    static func score(exact: Bool?, right: Int, items: LineItemScore? = nil) -> TrialScore {
        TrialScore(
            fields: [
                field("total", right > 0 ? .correct : .wrong),
                field("tip", right > 1 ? .absent : .hallucinated),
            ],
            lineItems: items,
            isDocumentExact: exact,
            isDocumentExactRaw: exact.map { _ in false },
            annotated: 2,
            right: right,
            reconciles: exact
        )
    }

    /// A trial that took so many seconds.
    static func timed(
        _ position: Int,
        _ service: Double?,
        firstToken: Double? = nil,
        error: ErrorType? = nil,
        isCensored: Bool = false,
        source: CallSource = .wire,
        repeatIndex: Int = 0
    ) -> TrialRecord {
        var record = trial(position, repeatIndex: repeatIndex, error: error)
        record.service = service
        record.timeToFirstToken = firstToken
        record.isCensored = isCensored
        record.source = source
        return record
    }

    private static func field(_ name: String, _ outcome: FieldOutcome) -> FieldScore {
        FieldScore(name: name, outcome: outcome, isRawEqual: false)
    }
}

extension Double {
    /// Equal to six significant digits.
    func isClose(to other: Double) -> Bool {
        (self - other).magnitude <= 1e-6 * Swift.max(1e-9, other.magnitude)
    }
}
