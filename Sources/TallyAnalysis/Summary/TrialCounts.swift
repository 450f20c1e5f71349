internal import TallyCore

/// What is simply counted or added up over all trials of a run.
struct TrialCounts: Sendable {
    private var scored = 0
    private var parseFailed = 0
    private var failed = 0
    private var errors: [ErrorType: Int] = [:]
    private var fieldNames: [String]
    private var fields: [String: [FieldOutcome: Int]] = [:]
    private var annotated = 0
    private var right = 0
    private var cost: Money? = .zero
    private var wasted = Money.zero
    private var possible = Money.zero
    private var possibleAttempts = 0
    private var saved: Money? = .zero
    private var unpriced = 0
    private var tokens = RunSummary.Tokens()
    private var responseHits = 0
    private var reused = TrialRecord.Reuse()
    private var answers = RunSummary.Answers()
    private var retries = 0
    private var rateLimited = 0

    init(fields: [String]) { fieldNames = fields }

    mutating func add(_ record: TrialRecord) {
        switch record.outcome {
        case .answered: scored += 1
        case .modelFailure: parseFailed += 1
        case .infrastructureFailure: failed += 1
        }
        if let error = record.outcome.error { errors[error, default: 0] += 1 }
        if record.outcome.isScored, let score = record.score {
            add(score, isAnswered: record.outcome == .answered)
        }
        if record.outcome == .answered, record.isRawValid { answers.rawValid += 1 }
        for repair in record.repairs { answers.repairs[repair, default: 0] += 1 }
        addCost(of: record)
        if record.source == .cache { responseHits += 1 }
        retries += record.retries
        rateLimited += record.rateLimited
    }

    private mutating func add(_ score: TrialScore, isAnswered: Bool) {
        for field in score.fields {
            if fields[field.name] == nil, !fieldNames.contains(field.name) {
                fieldNames.append(field.name)
            }
            fields[field.name, default: [:]][field.outcome, default: 0] += 1
        }
        annotated += score.annotated
        right += isAnswered ? score.right : 0
        guard let reconciles = score.reconciles else { return }
        answers.reconcilable += 1
        answers.reconciled += reconciles ? 1 : 0
    }

    private mutating func addCost(of record: TrialRecord) {
        tokens.usage = tokens.usage + record.usage
        tokens.estimated += record.usage.isEstimated ? 1 : 0
        unpriced += record.unpricedAttempts
        reused = reused + record.reused
        cost = sum(cost, record.paid)
        saved = sum(saved, record.saved)
        wasted += record.wasted
        possible += record.possible
        possibleAttempts += record.possibleAttempts
    }

    private func sum(_ left: Money?, _ right: Money?) -> Money? {
        guard let left, let right else { return nil }
        return left + right
    }

    /// Writes the counts into a summary; `planned` is the number of trials of the plan.
    func fill(_ summary: inout RunSummary, planned: Int) {
        summary.trials.planned = planned
        summary.trials.scored = scored
        summary.trials.parseFailed = parseFailed
        summary.trials.failed = failed
        summary.trials.pending = max(0, planned - scored - parseFailed - failed)
        summary.errors = errors
        summary.fields = fieldNames.compactMap { name in
            fields[name].map { RunSummary.Field(name: name, counts: $0) }
        }
        summary.fieldAccuracyMicro = annotated == 0 ? nil : Double(right) / Double(annotated)
        summary.cost.unpriced = unpriced
        summary.cost.total = unpriced > 0 ? nil : cost
        summary.cost.wasted = summary.cost.total == nil ? nil : wasted
        summary.cost.possible = possible
        summary.cost.possibleAttempts = possibleAttempts
        summary.cache.responseHits = responseHits
        summary.cache.reused = reused
        let prompt = tokens.usage.prompt
        summary.cache.promptCachedRatio =
            prompt == 0 ? nil : Double(tokens.usage.cachedInput) / Double(prompt)
        summary.cache.saved = saved
        summary.tokens = tokens
        summary.answers = answers
        summary.retries = retries
        summary.rateLimited = rateLimited
    }
}
