internal import TallyCore

/// Running means of line-item scores: of one case over its repeats, or of a run over its cases.
struct LineItemMeans: Sendable {
    private var count = 0
    private var weight = 0.0
    private var precision = 0.0
    private var recall = 0.0
    private var f1 = 0.0
    private var exactF1 = 0.0
    private var countExact = 0.0

    /// Adds a trial; `nil` stands for a model failure, which is worth 0.
    mutating func add(_ score: LineItemScore?) {
        count += 1
        weight += 1
        guard let score else { return }
        precision += score.precision
        recall += score.recall
        f1 += score.f1
        exactF1 += score.exactF1
        countExact += score.isCountExact ? 1 : 0
    }

    /// Adds the means of a case, when it has any, as one value each.
    mutating func add(_ other: LineItemMeans, weight share: Double) {
        guard other.count > 0, share > 0 else { return }
        let factor = share / other.weight
        count += 1
        weight += share
        precision += other.precision * factor
        recall += other.recall * factor
        f1 += other.f1 * factor
        exactF1 += other.exactF1 * factor
        countExact += other.countExact * factor
    }

    var means: RunSummary.LineItems? {
        guard count > 0 else { return nil }
        return RunSummary.LineItems(
            precision: precision / weight,
            recall: recall / weight,
            f1: f1 / weight,
            exactF1: exactF1 / weight,
            countExact: countExact / weight,
            n: count
        )
    }
}
