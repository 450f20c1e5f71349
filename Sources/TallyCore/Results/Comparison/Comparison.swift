/// One run held against others, case by case.
package struct Comparison: Sendable {
    /// What the others are compared with.
    package var baseline: ComparedRun
    package var pairs: [Pair]
    package var front: [FrontPoint] = []
    /// What holds for all pairs.
    package var remarks: [Remark] = []
    /// The prices by which both sides are billed, in words.
    package var prices: String
    /// Of resampling.
    package var seed: UInt64

    package init(baseline: ComparedRun, pairs: [Pair], prices: String, seed: UInt64) {
        self.baseline = baseline
        self.pairs = pairs
        self.prices = prices
        self.seed = seed
    }

    /// A candidate against the baseline.
    package struct Pair: Sendable {
        package var candidate: ComparedRun
        package var cases: PairedCases
        /// Of the cases compared, in the seeded order.
        package var ids: [String]
        package var remarks: [Remark]
        package var metrics: [PairedMetric] = []
        package var flips: Flips?
        /// Fields by their own p values, adjusted for their number.
        package var fields: [PairedMetric] = []
        package var slices: [Slice] = []
        package var errorKinds: [ErrorKinds] = []
        package var monthly: Monthly?

        package init(
            candidate: ComparedRun,
            cases: PairedCases,
            ids: [String],
            remarks: [Remark]
        ) {
            self.candidate = candidate
            self.cases = cases
            self.ids = ids
            self.remarks = remarks
        }
    }

    /// Cases that came out otherwise: exact on one side in every trial, and not in every one on the other.
    package struct Flips: Hashable, Sendable {
        /// Exact with the baseline only.
        package var lost: [String]
        /// Exact with the candidate only.
        package var gained: [String]
        /// McNemar's p values; `nil` with repeats, weights or groups.
        package var midP: Double?
        package var exactP: Double?

        package init(lost: [String], gained: [String], midP: Double?, exactP: Double?) {
            self.lost = lost
            self.gained = gained
            self.midP = midP
            self.exactP = exactP
        }
    }

    /// The document-exact rate among the cases of one tag.
    package struct Slice: Hashable, Sendable {
        package var tag: String
        package var metric: PairedMetric

        package init(tag: String, metric: PairedMetric) {
            self.tag = tag
            self.metric = metric
        }
    }

    /// A run among all compared ones, by cost and accuracy on the cases they all have.
    package struct FrontPoint: Hashable, Sendable {
        package var name: String
        package var isSimulated: Bool
        /// Dollars a document.
        package var cost: Double
        package var accuracy: Double
        /// Nobody else is at least as good in both and better in one.
        package var isOnFront: Bool
        /// No random mix of two others is cheaper and as accurate.
        package var isOnHull: Bool
        /// Share of resamples in which it is on the front; `nil` beyond the budget of resamples.
        package var probability: Double?

        package init(
            name: String,
            isSimulated: Bool,
            cost: Double,
            accuracy: Double,
            isOnFront: Bool,
            isOnHull: Bool,
            probability: Double?
        ) {
            self.name = name
            self.isSimulated = isSimulated
            self.cost = cost
            self.accuracy = accuracy
            self.isOnFront = isOnFront
            self.isOnHull = isOnHull
            self.probability = probability
        }
    }
}
