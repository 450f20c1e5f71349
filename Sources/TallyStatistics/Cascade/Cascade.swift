/// A cheap model that hands cases over to a strong one when its signal is below a threshold.
///
/// At threshold t: Y = Y_cheap [s >= t] + Y_strong [s < t], C = C_cheap + [s < t] C_strong, latency likewise. Sources:
/// FrugalGPT (arXiv 2305.05176), AutoMix (arXiv 2310.12963).
package struct Cascade: Sendable {
    /// What a model did on each case, repeats averaged: correctness within 0...1, cost and latency >= 0.
    package struct Model: Sendable {
        package var correct: [Double]
        package var costs: [Double]
        /// Seconds; `nil` on both models when latency is not asked for.
        package var latencies: [Double]?

        package init(correct: [Double], costs: [Double], latencies: [Double]? = nil) {
            self.correct = correct
            self.costs = costs
            self.latencies = latencies
        }
    }

    /// Means over cases.
    package struct Point: Hashable, Sendable {
        /// Cases with a signal below it are handed over; infinite: all of them.
        package let threshold: Double
        /// The share of cases handed over.
        package let escalated: Double
        package let accuracy: Double
        package let cost: Double
        package let latency: Double?
    }

    let cheap: Model
    let strong: Model
    /// How much the cheap answer is trusted, the larger the more: schema-valid (0 or 1), mean logprob, agreement.
    ///
    /// Minus
    /// infinity where there is no answer to trust: such a case is handed over at every threshold.
    let signals: [Double]
    let groups: [Int]?

    /// `nil` unless all lists are as long, not empty and within range; signals may not be NaN or plus infinity.
    package init?(cheap: Model, strong: Model, signals: [Double], groups: [Int]? = nil) {
        let n = signals.count
        let models = [cheap, strong]
        let amounts = models.map(\.costs) + models.compactMap(\.latencies)
        guard n > 0, signals.allSatisfy({ $0 < .infinity }),
            (cheap.latencies == nil) == (strong.latencies == nil),
            models.allSatisfy({
                $0.correct.count == n && $0.correct.allSatisfy { (0...1).contains($0) }
            }),
            amounts.allSatisfy({ $0.count == n && $0.allSatisfy { $0.isFinite && $0 >= 0 } }),
            groups.map({ $0.count == n }) ?? true
        else { return nil }
        self.cheap = cheap
        self.strong = strong
        self.signals = signals
        self.groups = groups
    }

    package var count: Int { signals.count }

    /// The same cases with other signals; `nil` when these do not fit.
    package func trusting(_ signals: [Double]) -> Cascade? {
        Cascade(cheap: cheap, strong: strong, signals: signals, groups: groups)
    }

    package func accuracy(of index: Int, isHandedOver: Bool) -> Double {
        isHandedOver ? strong.correct[index] : cheap.correct[index]
    }

    package func cost(of index: Int, isHandedOver: Bool) -> Double {
        cheap.costs[index] + (isHandedOver ? strong.costs[index] : 0)
    }

    package func latency(of index: Int, isHandedOver: Bool) -> Double? {
        guard let first = cheap.latencies, let second = strong.latencies else { return nil }
        return first[index] + (isHandedOver ? second[index] : 0)
    }

    package func accuracy(of index: Int, at threshold: Double) -> Double {
        accuracy(of: index, isHandedOver: signals[index] < threshold)
    }

    package func cost(of index: Int, at threshold: Double) -> Double {
        cost(of: index, isHandedOver: signals[index] < threshold)
    }

    /// Every distinct outcome, by ascending threshold: from nothing handed over that has an answer to everything.
    package var curve: [Point] { curve(of: Array(signals.indices)) }

    /// The curve over some of the cases, which training folds need.
    func curve(of cases: [Int]) -> [Point] {
        let order = cases.sorted { (signals[$0], $0) < (signals[$1], $1) }
        let n = Double(order.count)
        var (correct, cost, time) = (0.0, 0.0, 0.0)
        for index in order {
            correct += cheap.correct[index]
            cost += cheap.costs[index]
            time += cheap.latencies?[index] ?? 0
        }
        var points: [Point] = []
        func add(_ threshold: Double, _ escalated: Int) {
            points.append(
                Point(
                    threshold: threshold,
                    escalated: Double(escalated) / n,
                    accuracy: correct / n,
                    cost: cost / n,
                    latency: cheap.latencies == nil ? nil : time / n
                )
            )
        }
        for (place, index) in order.enumerated() {
            let isNew = place == 0 || signals[order[place - 1]] < signals[index]
            if isNew, signals[index] > -.infinity {
                add(signals[index], place)
            }
            correct += strong.correct[index] - cheap.correct[index]
            cost += strong.costs[index]
            time += strong.latencies?[index] ?? 0
        }
        add(.infinity, order.count)
        return points
    }
}
