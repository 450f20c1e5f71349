extension Pareto {
    /// A variant's values on the cases all variants share, in the same order.
    package struct Variant: Sendable {
        package var costs: [Double]
        package var correct: [Double]
        /// Seconds; `nil` when latency is not compared.
        package var latencies: [Double]?

        package init(costs: [Double], correct: [Double], latencies: [Double]? = nil) {
            self.costs = costs
            self.correct = correct
            self.latencies = latencies
        }
    }

    /// Points of mean cost, mean accuracy and the nearest-rank quantile `q` of latency; `nil` as below.
    package static func points(_ variants: [Variant], q: Double = 0.5) -> [Point]? {
        Columns(variants, groups: nil, q: q).flatMap { columns in
            columns.points([Int32](repeating: 1, count: columns.unitCount))
        }
    }

    /// The share of resamples in which each variant is on the front: of cases, or groups, the same for all variants.
    ///
    /// `nil` when there are no cases, the variants differ in their number, a value is not finite, only some variants
    /// have latencies, or there are too few cases for the quantile. A share of 1 is not certainty: variants that never
    /// differed in a case stay so in every resample.
    package static func frontProbability(
        _ variants: [Variant],
        groups: [Int]? = nil,
        q: Double = 0.5,
        using bootstrap: Bootstrap
    ) -> [Double]? {
        guard let columns = Columns(variants, groups: groups, q: q) else { return nil }
        var counts = [Int](repeating: 0, count: variants.count)
        var looks = 0
        bootstrap.forEachDraw(from: columns.unitCount) { times in
            guard let points = columns.points(times) else { return }
            looks += 1
            for index in front(points) { counts[index] += 1 }
        }
        return looks == 0 ? nil : counts.map { Double($0) / Double(looks) }
    }

    /// The variants' values by case or group, ready to be drawn.
    private struct Columns {
        let unitCount: Int
        private let q: Double
        private let sizes: [Double]
        private let costs: [[Double]]
        private let correct: [[Double]]
        private let latencies: [Ranked]

        init?(_ variants: [Variant], groups: [Int]?, q: Double) {
            guard let n = variants.first?.costs.count, n > 0,
                groups.map({ $0.count == n }) ?? true
            else { return nil }
            let times = variants.compactMap(\.latencies)
            let lists = variants.map(\.costs) + variants.map(\.correct) + times
            guard lists.allSatisfy({ $0.count == n && $0.allSatisfy(\.isFinite) }),
                times.isEmpty || times.count == variants.count && Quantile.rank(q, n: n) != nil
            else { return nil }
            let grouping = Grouping(groups, count: n)
            self.q = q
            unitCount = grouping.sizes.count
            sizes = grouping.sizes.map(Double.init)
            costs = variants.map { grouping.sums($0.costs) }
            correct = variants.map { grouping.sums($0.correct) }
            latencies = times.map { Ranked($0, groups: groups) }
        }

        /// `nil` when a resample of groups is too small for the quantile.
        func points(_ times: [Int32]) -> [Point]? {
            let size = sum(sizes, times)
            let rank = latencies.isEmpty ? nil : Quantile.rank(q, n: Int(size))
            if !latencies.isEmpty, rank == nil { return nil }
            return costs.indices.map { index in
                Point(
                    cost: sum(costs[index], times) / size,
                    accuracy: sum(correct[index], times) / size,
                    latency: rank.map { latencies[index].value($0, times) }
                )
            }
        }

        private func sum(_ values: [Double], _ times: [Int32]) -> Double {
            var sum = 0.0
            for index in values.indices { sum += values[index] * Double(times[index]) }
            return sum
        }
    }
}
