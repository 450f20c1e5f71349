package import TallyCore

/// The lower envelope of runs' costs in all, as a function of what a wrong document costs.
///
/// Of lines cost + price (1 - accuracy): a convex hull, found by sorting by accuracy (the monotone chain of de Berg et al.,
/// Computational Geometry, 1.1, in the dual).
package enum ErrorCostEnvelope {
    /// The steps from price 0 upwards; empty without options.
    package static func steps(of options: [ErrorCostChoice.Option]) -> [ErrorCostChoice.Step] {
        let sorted = options.sorted {
            ($0.cost, -$0.accuracy, $0.run) < ($1.cost, -$1.accuracy, $1.run)
        }
        var steps: [ErrorCostChoice.Step] = []
        for option in sorted {
            // Who is dearer and no more accurate is never best.
            if let last = steps.last, option.accuracy <= last.option.accuracy { continue }
            while let last = steps.last {
                let from = price(from: last.option, to: option)
                if from > last.from || steps.count == 1 { break }
                steps.removeLast()
            }
            let from = steps.last.map { price(from: $0.option, to: option) } ?? 0
            steps.append(ErrorCostChoice.Step(option: option, from: from))
        }
        return steps
    }

    /// What a wrong document must cost for the second to be as good; the second is the more accurate one.
    private static func price(
        from cheap: ErrorCostChoice.Option,
        to strong: ErrorCostChoice.Option
    ) -> Double {
        max(0, (strong.cost - cheap.cost) / (strong.accuracy - cheap.accuracy))
    }
}
