package import TallyCore
internal import TallyScoring

/// One case as both models answered it.
package struct CascadeCase: Sendable {
    package var position: Int
    package var group: String?
    var cheapCorrect: Double
    var strongCorrect: Double
    /// Dollars; `nil` where a price is unknown.
    var cheapCost: Double?
    var strongCost: Double?
    /// Of the second cheap answer, where there is one.
    var voterCost: Double?
    /// Seconds; `nil` where nothing was measured.
    var cheapLatency: Double?
    var strongLatency: Double?
    var voterLatency: Double?
    /// Of the cheap answer; `nil` where there is none to trust.
    var signals: AnswerSignals?
}

/// Brings the outcomes of two or three stored runs together, case by case.
///
/// Of the cheap runs the first repeat counts, for a signal belongs to one answer; the strong run's correctness is the
/// mean of its repeats. Costs and times are those of first repeats, as everywhere.
package struct CascadePairing {
    package enum Side: Sendable {
        case cheap, strong, voter
    }

    private struct Entry {
        var group: String?
        var cheap: First?
        var strong: First?
        var voter: First?
        /// Of the strong run's scored repeats.
        var strongSum = 0.0
        var strongCount = 0
    }

    /// What a run's first repeat came to.
    private struct First {
        /// `nil` when it is not defined, or the infrastructure failed it.
        var correct: Double?
        var cost: Double?
        var latency: Double?
        var signals: AnswerSignals?
        /// Kept only where two answers are compared.
        var output: JSONObject?
        var locale: String?
    }

    private let scorer: Scorer
    private let kept: Set<String>
    private var entries: [Int: Entry] = [:]

    /// `comparing` keeps the cheap answers, for a second run's are compared with them.
    package init(task: ExtractionTask, comparing: Bool) {
        scorer = Scorer(fields: task.fields, required: task.required, dateOrder: task.dateOrder)
        kept = comparing ? Set(task.required + ["currency"]) : []
    }

    package mutating func add(_ answer: TrialAnswer, from side: Side) {
        let record = answer.record
        var entry = entries[record.position] ?? Entry()
        let correct = Self.correctness(of: record)
        if side == .strong, let correct {
            entry.strongSum += correct
            entry.strongCount += 1
        }
        if record.repeatIndex == 0 {
            let first = first(answer, correct)
            switch side {
            case .cheap:
                entry.cheap = first
                entry.group = record.group
            case .strong: entry.strong = first
            case .voter: entry.voter = first
            }
        }
        entries[record.position] = entry
    }

    /// The cases that both models have a quality score for, in the dataset's order, and how many common ones have not.
    package func cases() -> (cases: [CascadeCase], leftOut: Int) {
        var cases: [CascadeCase] = []
        var leftOut = 0
        for position in entries.keys.sorted() {
            guard let entry = entries[position], let cheap = entry.cheap, let strong = entry.strong
            else { continue }
            guard let correct = cheap.correct, entry.strongCount > 0 else {
                leftOut += 1
                continue
            }
            var found = CascadeCase(
                position: position,
                group: entry.group,
                cheapCorrect: correct,
                strongCorrect: entry.strongSum / Double(entry.strongCount),
                cheapCost: cheap.cost,
                strongCost: strong.cost,
                cheapLatency: cheap.latency,
                strongLatency: strong.latency,
                signals: cheap.signals
            )
            if let voter = entry.voter, cheap.signals != nil {
                found.voterCost = voter.cost
                found.voterLatency = voter.latency
                if let first = cheap.output, let second = voter.output {
                    found.signals?.agreement = scorer.agreement(
                        of: first,
                        with: second,
                        locale: cheap.locale
                    )
                }
            }
            cases.append(found)
        }
        return (cases, leftOut)
    }

    private func first(_ answer: TrialAnswer, _ correct: Double?) -> First {
        let record = answer.record
        var first = First(
            correct: correct,
            cost: record.cost?.dollars,
            latency: record.service
        )
        guard record.outcome == .answered, let output = answer.output else { return first }
        first.signals = scorer.signals(
            of: output,
            isSchemaValid: record.isSchemaValid ?? false,
            reconciles: record.score?.reconciles,
            meanLogprob: record.meanLogprob
        )
        if !kept.isEmpty {
            first.output = JSONObject(members: output.members.filter { kept.contains($0.key) })
            first.locale = answer.locale
        }
        return first
    }

    /// 1 for an exact document, 0 for another and for a model failure; `nil` where that is not defined.
    private static func correctness(of record: TrialRecord) -> Double? {
        switch record.outcome {
        case .infrastructureFailure: nil
        case .modelFailure: 0
        case .answered: (record.score?.isDocumentExact).map { $0 ? 1 : 0 }
        }
    }
}
