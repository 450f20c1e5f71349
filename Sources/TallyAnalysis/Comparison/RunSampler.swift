package import TallyCore

/// Makes case results of a run's trials, one trial at a time and in any order.
package struct RunSampler: Sendable {
    private let fieldNames: [String]
    private let flag: Economics.Flag?
    private var index: [Int: Int] = [:]
    private var cases: [Open] = []

    /// `fields` are those whose rates are compared; `flag` is what makes a person look at a document.
    package init(fields: [String], flag: Economics.Flag? = nil) {
        fieldNames = fields
        self.flag = flag
    }

    /// A case whose trials are coming in.
    private struct Open {
        var tally: CaseTally
        var result: CaseResult
        /// Right and annotated trials of each field.
        var fields: [(right: Int32, known: Int32)]
    }

    package mutating func add(_ record: TrialRecord) {
        let place = index[record.position] ?? open(record)
        cases[place].tally.add(record)
        Self.add(record, to: &cases[place].result, flag: flag)
        if record.outcome.isScored { addFields(of: record, to: place) }
    }

    /// In the seeded order where the store tells it, else in the order of coming in.
    package var results: [CaseResult] {
        let results = cases.map { open in
            var result = open.result
            result.exact = open.tally.exactShare
            result.accuracy = open.tally.accuracy
            result.fields = open.fields.map {
                $0.known == 0 ? .nan : Double($0.right) / Double($0.known)
            }
            if result.scored > 0 {
                result.flagged /= Double(result.scored)
                result.missed /= Double(result.scored)
            }
            return result
        }
        guard results.allSatisfy({ $0.place != nil }) else { return results }
        return results.sorted { ($0.place ?? 0, $0.id) < ($1.place ?? 0, $1.id) }
    }

    private mutating func open(_ record: TrialRecord) -> Int {
        var result = CaseResult(id: record.caseID)
        result.weight = record.weight
        result.group = record.group
        result.place = record.place
        index[record.position] = cases.count
        cases.append(
            Open(
                // Groups are compared by name, among runs.
                tally: CaseTally(weight: record.weight, group: nil),
                result: result,
                fields: Array(repeating: (0, 0), count: fieldNames.count)
            )
        )
        return cases.count - 1
    }

    /// A model failure is wrong in every field that is annotated.
    private mutating func addFields(of record: TrialRecord, to place: Int) {
        let isAnswered = record.outcome == .answered
        for field in record.score?.fields ?? [] {
            guard let number = fieldNames.firstIndex(of: field.name) else { continue }
            cases[place].fields[number].known += 1
            cases[place].fields[number].right += isAnswered && field.outcome.isRight ? 1 : 0
        }
    }

    private static func add(
        _ record: TrialRecord,
        to result: inout CaseResult,
        flag: Economics.Flag?
    ) {
        if record.repeatIndex == 0 { addFirst(record, to: &result) }
        guard record.outcome.isScored else {
            result.failed += 1
            return
        }
        result.scored += 1
        let isAnswered = record.outcome == .answered
        result.modelFailures += isAnswered ? 0 : 1
        let isFlagged = flag.map(record.isFlagged) ?? false
        result.flagged += isFlagged ? 1 : 0
        result.missed += !isFlagged && !record.isExact ? 1 : 0
    }

    /// Later repeats meet a warm prompt cache, so money and times are the first one's.
    private static func addFirst(_ record: TrialRecord, to result: inout CaseResult) {
        result.cost = record.cost?.dollars
        result.uncachedCost = record.cost.flatMap { cost in
            record.saved.map { (cost + $0).dollars }
        }
        result.cachedCost = record.cachedCost?.dollars
        let usage = record.usage + record.reused.usage
        result.inputTokens = usage.prompt
        result.outputTokens = usage.output
        guard record.source != .cache, record.outcome.isScored || record.isCensored else { return }
        result.service = record.service
        result.isCensored = record.isCensored
        result.firstToken = record.timeToFirstToken
    }
}
