internal import TallyCore

/// What one profile was asked and answered in one variant; every count only grows.
struct ProfileTotals: Sendable {
    /// Finished requests without an error.
    var succeeded = 0
    /// Failed requests by what went wrong.
    var errors: [ErrorType: Int] = [:]
    /// Requests of an earlier process whose outcome nobody knows.
    var unknown = 0
    var retries = 0
    var usage = Usage.zero
    var cost = Money.zero
    /// Billed requests whose price is not known.
    var unpriced = 0
    /// Answered requests whose prompt came in part from the provider's cache.
    var cacheHits = 0
    var cacheMisses = 0
    var durations: Histogram
    var firstTokens: Histogram

    init(bounds: [Double]) {
        durations = Histogram(bounds: bounds)
        firstTokens = Histogram(bounds: bounds)
    }

    mutating func add(_ report: RunEvent.AttemptReport) {
        if report.number > 1 { retries += 1 }
        guard !report.isLost else {
            unknown += 1
            return
        }
        usage = usage + (report.usage ?? .zero)
        if let paid = report.cost {
            cost += paid
        } else if !report.isHourly {
            unpriced += 1
        }
        if let time = report.service { durations.observe(time) }
        if let error = report.error {
            errors[error, default: 0] += 1
            return
        }
        succeeded += 1
        if let time = report.firstToken { firstTokens.observe(time) }
        guard let usage = report.usage, usage.prompt > 0 else { return }
        if usage.cachedInput > 0 { cacheHits += 1 } else { cacheMisses += 1 }
    }
}
