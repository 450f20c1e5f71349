package import TallyCore

/// Stored runs as they were billed and as they would be under other prices: for people and as `tally.reprice/1`.
package struct Repriced: Sendable {
    /// What a run costs under one set of prices.
    package struct Side: Sendable {
        let cost: RunSummary.Cost
        let bill: BucketBill

        package init(cost: RunSummary.Cost, bill: BucketBill) {
            self.cost = cost
            self.bill = bill
        }

        /// Whether its capacity is paid by the hour, so that no token has a price.
        var isHourly: Bool { cost.capacity != nil || bill.hourlyAttempts > 0 }
    }

    /// One run under both.
    package struct Run: Sendable {
        let record: RunRecord
        let before: Side
        let after: Side

        package init(record: RunRecord, before: Side, after: Side) {
            self.record = record
            self.before = before
            self.after = after
        }

        /// What it would cost more; `nil` when either cost is unknown.
        var difference: Money? {
            guard let before = before.cost.total, let after = after.cost.total else { return nil }
            return after - before
        }

        /// The same as a share of what it did cost; `nil` also when that was nothing.
        var share: Double? {
            guard let difference, let before = before.cost.total, before > .zero else { return nil }
            return difference.dollars / before.dollars
        }

        /// Kinds of tokens on either side, as bills list them.
        var buckets: [String] {
            let order = ["input", "cached input", "cache write", "1 h cache write", "output"]
            let used = Set((before.bill.buckets + after.bill.buckets).map(\.name))
            return order.filter(used.contains)
        }
    }

    let experiment: ExperimentRecord
    let basis: CostBasis
    let runs: [Run]

    package init(experiment: ExperimentRecord, basis: CostBasis, runs: [Run]) {
        self.experiment = experiment
        self.basis = basis
        self.runs = runs
    }
}
