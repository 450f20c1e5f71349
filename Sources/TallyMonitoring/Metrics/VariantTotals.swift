internal import TallyCore
internal import TallyStatistics

/// What one variant has come to.
struct VariantTotals: Sendable {
    let name: String
    /// The value of the label `simulated`.
    let simulation: String
    /// In the order they are asked; the first is the variant's own.
    let profiles: [String]
    private(set) var totals: [ProfileTotals]
    private(set) var inFlight = 0
    private(set) var trials = 0
    private(set) var queueWaits: Histogram
    /// Trials with a result that were not answered, by what went wrong.
    private(set) var failures: [ErrorType: Int] = [:]
    private var exact = (right: 0, count: 0)
    private var fields = (sum: 0.0, squares: 0.0, count: 0)

    init(name: String, simulation: String, profiles: [String], bounds: [Double]) {
        self.name = name
        self.simulation = simulation
        self.profiles = profiles
        totals = profiles.map { _ in ProfileTotals(bounds: bounds) }
        queueWaits = Histogram(bounds: bounds)
    }

    mutating func attemptStarted() { inFlight += 1 }

    /// `isLive` is false for what an earlier sitting asked.
    mutating func add(_ report: RunEvent.AttemptReport, isLive: Bool = true) {
        if isLive { inFlight -= 1 }
        totals[profiles.firstIndex(of: report.profile) ?? 0].add(report)
    }

    mutating func add(_ report: RunEvent.TrialReport) {
        trials += 1
        queueWaits.observe(report.queueWait)
        if let error = report.outcome.error { failures[error, default: 0] += 1 }
        if let isExact = report.score?.isDocumentExact {
            exact.count += 1
            if isExact { exact.right += 1 }
        }
        if let accuracy = report.score?.fieldAccuracy {
            fields.count += 1
            fields.sum += accuracy
            fields.squares += accuracy * accuracy
        }
    }

    /// A measure of quality so far, over the trials that have one.
    struct Quality {
        var metric: String
        var count: Int
        /// `nil` without trials, and the bounds with one.
        var estimate: Estimate?
    }

    /// Wilson's interval of exact documents, and the t interval of the mean field accuracy.
    ///
    /// Of trials: repeats of one case count as independent, which the report at a run's end does not do.
    var qualities: [Quality] {
        [
            Quality(
                metric: "document_exact",
                count: exact.count,
                estimate: Proportion.wilson(successes: exact.right, n: exact.count)
            ),
            Quality(metric: "field_accuracy", count: fields.count, estimate: fieldAccuracy),
        ]
    }

    private var fieldAccuracy: Estimate? {
        guard fields.count > 1 else { return nil }
        let n = Double(fields.count)
        let mean = fields.sum / n
        let variance = max(0, (fields.squares - n * mean * mean) / (n - 1))
        let reach = Confidence.t(freedom: fields.count - 1) * (variance / n).squareRoot()
        return Estimate(
            value: mean,
            low: max(0, mean - reach),
            high: min(1, mean + reach),
            n: fields.count,
            method: "t"
        )
    }
}
