package import TallyCore
internal import TallyStatistics

/// What a report shows of a run's trials beyond its summary: distributions of times, and costs at other cache rates.
package struct ReportSample: Sendable {
    /// Points of a curve: more than a screen can show apart would only be weight.
    private static let mostPoints = 160

    private var services: [(time: Double, isCutOff: Bool)] = []
    private var firstTokens: [(time: Double, isCutOff: Bool)] = []
    private var rates: [Double] = []
    private var hits = 0
    private var uncached: Double? = 0
    private var cached: Double? = 0
    private var documents = 0
    private var scored = 0
    /// By signal, `nil` for none: trials that it flags, and those that are wrong and it does not flag.
    private var reviews: [Economics.Flag?: (flagged: Int, missed: Int)] = [:]

    package init() {}

    package mutating func add(_ record: TrialRecord) {
        if record.outcome.isScored { addReviews(of: record) }
        // Later repeats are not independent, and meet a warm prompt cache.
        guard record.repeatIndex == 0 else { return }
        addCosts(of: record)
        guard record.source != .cache else {
            hits += 1
            return
        }
        guard let service = record.service, record.outcome.isScored || record.isCensored else {
            return
        }
        services.append((service, record.isCensored))
        if let first = record.timeToFirstToken {
            firstTokens.append((first, false))
        } else if record.isCensored {
            firstTokens.append((service, true))
        }
        addRate(of: record, service)
    }

    private mutating func addReviews(of record: TrialRecord) {
        scored += 1
        for flag in [nil] + Economics.Flag.allCases.map(Optional.some) {
            let isFlagged = flag.map(record.isFlagged) ?? false
            var counts = reviews[flag] ?? (0, 0)
            counts.flagged += isFlagged ? 1 : 0
            counts.missed += !isFlagged && !record.isExact ? 1 : 0
            reviews[flag] = counts
        }
    }

    private mutating func addCosts(of record: TrialRecord) {
        guard record.outcome.isScored else { return }
        documents += 1
        let saved = record.cost.flatMap { cost in record.saved.map { (cost + $0).dollars } }
        uncached = uncached.flatMap { sum in saved.map { sum + $0 } }
        cached = cached.flatMap { sum in record.cachedCost.map { sum + $0.dollars } }
    }

    /// Of a streamed answer the time after its first token counts, else all of it; with a retry the tokens are of several
    /// attempts, and no rate is known.
    private mutating func addRate(of record: TrialRecord, _ service: Double) {
        guard record.retries == 0, !record.isCensored, record.usage.output > 1 else { return }
        let seconds = service - (record.timeToFirstToken ?? 0)
        let tokens = record.usage.output - (record.timeToFirstToken == nil ? 0 : 1)
        if seconds > 0 { rates.append(Double(tokens) / seconds) }
    }

    /// Fills in what the trials told.
    package func fill(_ run: inout ReportedRun) {
        run.latency = Self.curve(services)
        if hits > 0 {
            let all = services + Array(repeating: (time: 0, isCutOff: false), count: hits)
            run.latencyWithHits = Self.curve(all)
        }
        if firstTokens.contains(where: { !$0.isCutOff }) {
            run.firstToken = Self.curve(firstTokens)
        }
        run.tokenRate = Quantile.nearestRank(0.5, of: rates)
        for (flag, counts) in reviews where scored > 0 {
            run.reviews[flag?.rawValue ?? "none"] = ReportedRun.ReviewShare(
                flagged: Double(counts.flagged) / Double(scored),
                missed: Double(counts.missed) / Double(scored)
            )
        }
        guard documents > 0 else { return }
        run.uncached = uncached.map { $0 / Double(documents) }
        run.cached = cached.map { $0 / Double(documents) }
    }

    private static func curve(
        _ times: [(time: Double, isCutOff: Bool)]
    ) -> [ReportedRun.CurvePoint] {
        let points = KaplanMeier.distribution(of: times)
        let all = points.map { ReportedRun.CurvePoint(seconds: $0.time, share: $0.share) }
        guard all.count > mostPoints else { return all }
        let step = Double(all.count - 1) / Double(mostPoints - 1)
        return (0..<mostPoints).map { all[Int((Double($0) * step).rounded())] }
    }
}
