internal import TallyCore
internal import TallyStatistics

/// The measured times of a run, by statistics.md row 14.
///
/// Service times are those of the attempt that gave the answer; an attempt cut off by its deadline
/// counts as at least that long. Answers from the response cache, other failures and repeats after the
/// first are left out: the first were never measured, the second say nothing of answering, and the
/// third are not independent and meet a warm prompt cache.
struct LatencySample: Sendable {
    private var services: [Observation] = []
    private var firstTokens: [Observation] = []
    /// Attempts cut off before any token, which are too late for the time to first token as well.
    private var silent: [Observation] = []

    struct Observation: Sendable {
        var seconds: Double
        /// The true time is no smaller.
        var isCensored: Bool
    }

    mutating func add(_ record: TrialRecord) {
        guard record.repeatIndex == 0, record.source != .cache, let service = record.service,
            record.outcome.isScored || record.isCensored
        else { return }
        let observation = Observation(seconds: service, isCensored: record.isCensored)
        services.append(observation)
        if let first = record.timeToFirstToken {
            firstTokens.append(Observation(seconds: first, isCensored: false))
        } else if record.isCensored {
            silent.append(observation)
        }
    }

    var summary: RunSummary.Latency {
        let sorted = services.sorted { $0.seconds < $1.seconds }
        var latency = RunSummary.Latency()
        latency.n = sorted.count
        latency.censored = sorted.count(where: \.isCensored)
        latency.p50 = Self.quantile(0.5, of: sorted)
        latency.p90 = Self.quantile(0.9, of: sorted)
        latency.p95 = Self.quantile(0.95, of: sorted)
        latency.p99 = Self.quantile(0.99, of: sorted)
        // Without any streamed answer there is no time to first token, not even a lower bound.
        guard !firstTokens.isEmpty else { return latency }
        let tokens = (firstTokens + silent).sorted { $0.seconds < $1.seconds }
        latency.firstTokenP50 = Self.quantile(0.5, of: tokens)
        latency.firstTokenP95 = Self.quantile(0.95, of: tokens)
        return latency
    }

    /// A nearest-rank quantile of observations in ascending order.
    ///
    /// Every cut-off observation up to its rank may in truth lie beyond it, so from the first of them on
    /// a quantile is a lower bound (`binomial-ranks-censored`) and its interval is open above.
    static func quantile(_ q: Double, of sorted: [Observation]) -> Estimate? {
        guard var estimate = Quantile.nearestRank(q, ofSorted: sorted.map(\.seconds)) else {
            return nil
        }
        guard let firstCut = sorted.firstIndex(where: \.isCensored) else { return estimate }
        if let high = Quantile.boundRanks(q, n: sorted.count).high, firstCut < high {
            estimate.high = .infinity
        }
        if let rank = Quantile.rank(q, n: sorted.count), firstCut < rank {
            estimate.method += "-censored"
        }
        return estimate
    }
}
