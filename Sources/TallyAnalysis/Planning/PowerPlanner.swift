package import TallyCore
internal import TallyStatistics

/// Plans a comparison: a pure function of a pilot's cases, or of what is stated (statistics.md row 8).
package struct PowerPlanner: Sendable {
    /// What is asked for; empty lists take the usual sizes.
    package struct Request: Sendable {
        package var differences: [Double] = []
        package var margins: [Double] = []
        package var increases: [Double] = []
        package var power = 0.8
        /// Receipts there are or will be; `nil` takes the pilot's number.
        package var cases: Int?

        package init() {}
    }

    private static let usualDifferences = [0.01, 0.02, 0.03, 0.05]
    private static let usualMargins = [0.01, 0.02, 0.03, 0.05]
    private static let usualIncreases = [0.02, 0.05, 0.1]

    private let request: Request

    package init(_ request: Request) { self.request = request }

    /// From a share of changing cases that somebody states.
    package func plan(discordance: Double) -> PowerPlan {
        plan(
            [SpreadOfDifferences(discordance: discordance)],
            basis: .stated,
            cases: request.cases ?? 0
        )
    }

    /// From two runs' results on the same cases.
    package func plan(
        baseline: ComparedRun,
        candidate: ComparedRun,
        on pairing: Pairing
    ) -> PowerPlan {
        let columns = PairedColumns(baseline: pairing.columns[0], candidate: pairing.columns[1])
        let spreads = [
            SpreadOfDifferences("document_exact", columns, isShare: true, \.exact),
            SpreadOfDifferences("field_accuracy", columns, isShare: true, \.accuracy),
            SpreadOfDifferences("cost_per_document", columns, isShare: false, \.cost),
        ]
        return plan(
            spreads.compactMap(\.self),
            basis: .pilot(
                baseline: baseline.name,
                candidate: candidate.name,
                cases: pairing.cases.count,
                isSimulated: baseline.isSimulated || candidate.isSimulated
            ),
            cases: request.cases ?? pairing.cases.count
        )
    }

    private func plan(
        _ spreads: [SpreadOfDifferences],
        basis: PowerPlan.Basis,
        cases: Int
    ) -> PowerPlan {
        PowerPlan(
            basis: basis,
            discordance: spreads.first?.discordance,
            power: request.power,
            alpha: NonInferiority.alpha,
            questions: spreads.flatMap(questions),
            cases: cases,
            detectable: cases > 1 ? spreads.flatMap { detectable($0, cases: cases) } : [],
            remarks: []
        )
    }

    private func questions(_ spread: SpreadOfDifferences) -> [PowerPlan.Question] {
        let power = request.power
        let differences = request.differences.isEmpty ? Self.usualDifferences : request.differences
        guard spread.isShare else {
            let increases = request.increases.isEmpty ? Self.usualIncreases : request.increases
            return increases.map { size in
                PowerPlan.Question(
                    metric: spread.metric,
                    kind: .increase,
                    size: size,
                    cases: spread.casesWithin(size, power: power),
                    casesAsObserved: spread.observed.flatMap {
                        spread.casesWithin(size, difference: $0, power: power)
                    }
                )
            }
        }
        let margins = request.margins.isEmpty ? Self.usualMargins : request.margins
        return differences.map { size in
            PowerPlan.Question(
                metric: spread.metric,
                kind: .difference,
                size: size,
                cases: spread.casesForDifference(size, power: power)
            )
        }
            + margins.map { margin in
                PowerPlan.Question(
                    metric: spread.metric,
                    kind: .nonInferior,
                    size: margin,
                    cases: spread.casesWithin(margin, power: power),
                    casesAsObserved: spread.observed.flatMap {
                        spread.casesWithin(margin, difference: $0, power: power)
                    }
                )
            }
    }

    private func detectable(_ spread: SpreadOfDifferences, cases: Int) -> [PowerPlan.Detectable] {
        let power = request.power
        func smallest(_ needed: (Double) -> Int?) -> Double? {
            Self.smallest(cases: cases, most: spread.isShare ? 1 : 10, needed)
        }
        let within = smallest { spread.casesWithin($0, power: power) }
        guard spread.isShare else {
            return [.init(metric: spread.metric, kind: .increase, size: within)]
        }
        let difference = smallest { size in
            // No more cases can differ than change.
            if let most = spread.discordance, size > most { return 1 }
            return spread.casesForDifference(size, power: power)
        }
        let reachable = difference.flatMap { size in
            spread.discordance.map { size < $0 } ?? true ? size : nil
        }
        return [
            .init(metric: spread.metric, kind: .difference, size: reachable),
            .init(metric: spread.metric, kind: .nonInferior, size: within),
        ]
    }

    /// The smallest size for which so many cases are enough, by bisection to four digits; `nil` when none is.
    private static func smallest(
        cases: Int,
        most: Double,
        _ needed: (Double) -> Int?
    ) -> Double? {
        func isEnough(_ size: Double) -> Bool { needed(size).map { $0 <= cases } ?? false }
        var (low, high) = (0.0, most * (1 - 1e-9))
        guard isEnough(high) else { return nil }
        for _ in 0..<40 {
            let middle = (low + high) / 2
            if isEnough(middle) { high = middle } else { low = middle }
        }
        return high
    }
}
