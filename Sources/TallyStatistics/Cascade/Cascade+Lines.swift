extension Cascade {
    /// What a signal that knew each case's gain would reach: the upper limit of any threshold.
    ///
    /// Cases are handed over in the order of what the strong model adds per dollar, as long as it adds anything; the
    /// thresholds of these points say nothing and are NaN.
    package var oracle: [Point] {
        let n = Double(count)
        let gains = signals.indices.map { strong.correct[$0] - cheap.correct[$0] }
        func rate(_ index: Int) -> Double {
            strong.costs[index] > 0 ? gains[index] / strong.costs[index] : .infinity
        }
        let order = signals.indices.filter { gains[$0] > 0 }
            .sorted { rate($0) != rate($1) ? rate($0) > rate($1) : $0 < $1 }
        var correct = cheap.correct.reduce(0, +)
        var cost = cheap.costs.reduce(0, +)
        var time = cheap.latencies?.reduce(0, +)
        func point(_ escalated: Int) -> Point {
            Point(
                threshold: .nan,
                escalated: Double(escalated) / n,
                accuracy: correct / n,
                cost: cost / n,
                latency: time.map { $0 / n }
            )
        }
        var points = [point(0)]
        for (place, index) in order.enumerated() {
            correct += gains[index]
            cost += strong.costs[index]
            time = time.map { $0 + (strong.latencies?[index] ?? 0) }
            points.append(point(place + 1))
        }
        return points
    }

    /// The accuracy of sending a random share of the documents straight to the strong model, at the same mean cost.
    ///
    /// It is the line between the two models themselves, without the cheap model's cost where it is not asked; a cascade
    /// below it is not worth its signal. Beyond the two models' costs the nearer one's accuracy; `nil` when the models
    /// cost the same. Source: AutoMix, section 4 (incremental benefit per cost).
    package func randomMix(atCost cost: Double) -> Double? {
        let n = Double(count)
        let (low, high) = (cheap.costs.reduce(0, +) / n, strong.costs.reduce(0, +) / n)
        let (first, last) = (cheap.correct.reduce(0, +) / n, strong.correct.reduce(0, +) / n)
        guard low != high else { return nil }
        let share = min(max((cost - low) / (high - low), 0), 1)
        return first + share * (last - first)
    }
}
