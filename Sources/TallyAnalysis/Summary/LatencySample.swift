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
        let sorted = Sorted(services)
        var latency = RunSummary.Latency()
        latency.n = services.count
        latency.censored = services.count(where: \.isCensored)
        latency.p50 = sorted.quantile(0.5)
        latency.p90 = sorted.quantile(0.9)
        latency.p95 = sorted.quantile(0.95)
        latency.p99 = sorted.quantile(0.99)
        // Without any streamed answer there is no time to first token, not even a lower bound.
        guard !firstTokens.isEmpty else { return latency }
        let tokens = Sorted(firstTokens + silent)
        latency.firstTokenP50 = tokens.quantile(0.5)
        latency.firstTokenP95 = tokens.quantile(0.95)
        return latency
    }

    /// Observations in ascending order.
    struct Sorted {
        private let seconds: [Double]
        private let firstCut: Int?

        init(_ observations: [Observation]) {
            let sorted = observations.sorted { $0.seconds < $1.seconds }
            firstCut = sorted.firstIndex(where: \.isCensored)
            seconds = sorted.map(\.seconds)
        }

        /// A nearest-rank quantile.
        ///
        /// Every cut-off observation up to its rank may in truth lie beyond it, so from the first of them on a quantile
        /// is a lower bound (`binomial-ranks-censored`) and its interval is open above.
        func quantile(_ q: Double) -> Estimate? {
            guard var estimate = Quantile.nearestRank(q, ofSorted: seconds) else { return nil }
            guard let firstCut else { return estimate }
            if let high = Quantile.boundRanks(q, n: seconds.count).high, firstCut < high {
                estimate.high = .infinity
            }
            if let rank = Quantile.rank(q, n: seconds.count), firstCut < rank {
                estimate.method += "-censored"
            }
            return estimate
        }
    }
}
