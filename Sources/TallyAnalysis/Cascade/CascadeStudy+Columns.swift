internal import TallyCore
internal import TallyStatistics

/// The cases as columns of numbers.
extension CascadeStudy {
    func cascade(voting: Bool, signals: [Double]) -> Cascade? {
        var cheap = Cascade.Model(
            correct: cases.map(\.cheapCorrect),
            costs: cases.map { item in
                isPriced ? (item.cheapCost ?? 0) + (voting ? item.voterCost ?? 0 : 0) : 0
            }
        )
        var strong = Cascade.Model(
            correct: cases.map(\.strongCorrect),
            costs: cases.map { isPriced ? $0.strongCost ?? 0 : 1 }
        )
        if let first = latencies(\.cheapLatency), let second = latencies(\.strongLatency) {
            let votes = voting ? latencies(\.voterLatency) ?? first : first.map { _ in 0 }
            let asked = cases.map { voting && $0.signals != nil }
            cheap.latencies = first.indices.map { first[$0] + (asked[$0] ? votes[$0] : 0) }
            strong.latencies = second
        }
        return Cascade(cheap: cheap, strong: strong, signals: signals, groups: groups)
    }

    /// Seconds of each case; the mean stands for the few that were not measured, such as a warm-up.
    private func latencies(_ value: (CascadeCase) -> Double?) -> [Double]? {
        let known = cases.compactMap(value)
        guard !known.isEmpty, known.count * 2 >= cases.count else { return nil }
        let mean = known.reduce(0, +) / Double(known.count)
        return cases.map { value($0) ?? mean }
    }

    func alone(
        _ run: CascadeReport.Run,
        _ correct: (CascadeCase) -> Double,
        _ cost: (CascadeCase) -> Double?,
        _ latency: (CascadeCase) -> Double?
    ) -> CascadeReport.Run {
        var run = run
        run.accuracy = Proportion.interval(Sample(cases.map(correct), groups: groups))
        let amounts = Double(0)...Double.infinity
        if isPriced {
            run.cost = Mean.interval(
                Sample(cases.compactMap(cost), groups: groups),
                bounds: amounts
            )
        }
        run.latency = latencies(latency)
            .flatMap { Mean.interval(Sample($0, groups: groups), bounds: amounts) }
        return run
    }

    func candidate(
        _ name: String,
        _ correct: (CascadeCase) -> Double,
        _ cost: (CascadeCase) -> Double
    ) -> CascadeContest.Candidate {
        CascadeContest.Candidate(
            name: name,
            isCascade: false,
            correct: cases.map(correct),
            costs: cases.map(cost)
        )
    }

    func point(_ point: Cascade.Point) -> CascadeReport.Point {
        CascadeReport.Point(
            threshold: point.threshold,
            escalated: point.escalated,
            accuracy: point.accuracy,
            cost: isPriced ? point.cost : nil,
            latency: point.latency
        )
    }
}
