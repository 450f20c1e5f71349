package import TallyCore

/// What a run amounts to so far: one row of its history at any time.
///
/// Quantiles are those of a histogram with buckets 1 % wide; the summary has the exact ones.
package struct RunningMetrics: Sendable {
    package private(set) var documents = 0
    private var exact = Mean()
    private var fields = Mean()
    private var cost: Money? = .zero
    private var service = LogHistogram()
    private var usage = Usage.zero
    private var errors = 0
    private var retries = 0

    private struct Mean: Sendable {
        var sum = 0.0
        var count = 0
        var value: Double? { count == 0 ? nil : sum / Double(count) }

        mutating func add(_ value: Double) {
            sum += value
            count += 1
        }
    }

    package init() {}

    /// Counts a request that ended.
    package mutating func add(_ attempt: RunEvent.AttemptReport) {
        usage = usage + (attempt.usage ?? .zero)
        cost = attempt.cost.flatMap { part in cost.map { $0 + part } }
        if attempt.error != nil {
            retries += 1
        } else if let time = attempt.service {
            service.add(time.seconds)
        }
    }

    /// Counts a trial that has a result; returns how many have one.
    package mutating func add(_ trial: RunEvent.TrialReport) -> Int {
        count(trial.outcome, trial.score)
        return documents
    }

    /// Counts a trial of an earlier sitting.
    package mutating func add(_ trial: TrialRecord) {
        usage = usage + trial.usage
        cost = trial.paid.flatMap { part in cost.map { $0 + part } }
        if let seconds = trial.service, !trial.isCensored { service.add(seconds) }
        retries += trial.retries
        count(trial.outcome, trial.score)
    }

    private mutating func count(_ outcome: TrialOutcome, _ score: TrialScore?) {
        documents += 1
        if outcome.error != nil { errors += 1 }
        if let isExact = score?.isDocumentExact { exact.add(isExact ? 1 : 0) }
        if let accuracy = score?.fieldAccuracy { fields.add(accuracy) }
    }

    /// The values under the keys of `MetricKey`; null where nothing is known.
    package var row: JSONObject {
        JSONObject(MetricKey.allCases.map { ($0.rawValue, value(of: $0)) })
    }

    private func value(of key: MetricKey) -> JSONValue {
        let prompt = usage.prompt
        switch key {
        case .documents: return .number(documents)
        case .documentExact: return .optional(exact.value)
        case .fieldAccuracy: return .optional(fields.value)
        case .cost: return .optional(dollars)
        case .costPerDocument:
            return .optional(documents == 0 ? Double?.none : dollars.map { $0 / Double(documents) })
        case .p50: return .optional(service.quantile(0.5))
        case .p95: return .optional(service.quantile(0.95))
        case .promptHitRate:
            return .optional(
                prompt == 0 ? Double?.none : Double(usage.cachedInput) / Double(prompt)
            )
        case .inputTokens: return .number(prompt)
        case .outputTokens: return .number(usage.output)
        case .errors: return .number(errors)
        case .retries: return .number(retries)
        }
    }

    private var dollars: Double? { cost.map(\.dollars) }
}
