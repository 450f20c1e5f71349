internal import TallyAnalysis
internal import TallyCore

/// What later runs are held against, small enough to be committed: digests, and what each case came to.
struct Baseline {
    static let schema = "tally.baseline/1"

    var benchmark: String
    var saved: Moment
    /// Program, system, commit (see `Provenance`).
    var provenance: JSONValue
    var dataset: DatasetIdentity
    /// The prices that its costs were made with, and their day; both sides of a comparison are billed by them.
    var prices: PriceTable
    var day: String
    var sides: [ComparisonSide]
    var original: Original

    /// The first baseline of its line; later ones are accepted one by one, and may drift from it.
    struct Original {
        var saved: Moment
        /// By the names of the runs.
        var figures: [String: Figures]
    }

    /// The few numbers whose drift is shown.
    struct Figures {
        var documentExact: Double?
        var fieldAccuracy: Double?
        /// Dollars a document.
        var cost: Double?
    }

    func side(named name: String) -> ComparisonSide? { sides.first { $0.run.name == name } }
}

extension Baseline.Figures {
    /// Unweighted means over cases, as they are only shown beside each other.
    init(_ results: [CaseResult]) {
        func mean(_ value: (CaseResult) -> Double?) -> Double? {
            let values = results.compactMap(value)
            return values.isEmpty ? nil : values.reduce(0, +) / Double(values.count)
        }
        documentExact = mean(\.exact)
        fieldAccuracy = mean(\.accuracy)
        cost = results.contains { $0.cost == nil } ? nil : mean(\.cost)
    }
}
