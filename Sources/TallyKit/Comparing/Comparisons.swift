internal import TallyAnalysis
package import TallyCore
package import TallyStore

/// Compares stored runs; it reads only.
package struct Comparisons: Sendable {
    private let selector: RunSelector
    private var store: Store { selector.store }

    package init(store: Store) { selector = RunSelector(store: store) }

    package struct Options: Sendable {
        package var seed: UInt64 = 1
        /// Documents a month; `nil` takes the benchmark's.
        package var volume: Double?

        package init() {}
    }

    /// The first run against all others; one experiment stands for its runs.
    package func compare(_ selectors: [String], options: Options) throws -> Comparison {
        let chosen = try selector.runs(selectors)
        guard chosen.count > 1 else {
            throw HarnessError(
                .usage,
                "a comparison needs two runs, \(selectors.joined(separator: " ")) is one; `tally list` shows others"
            )
        }
        let prices = ComparedPrices(chosen.map(\.experiment))
        let economics = Self.economics(chosen.map(\.experiment), options)
        let isOneDataset = Set(chosen.map(\.experiment.dataset.digest)).count == 1
        let sides = try Concurrently.map(Array(chosen.enumerated())) { index, run in
            let parts: ComparisonSide.Parts =
                !isOneDataset
                ? [.contents, .tags, .faults] : index == 0 ? [.tags, .faults] : .faults
            return try ComparisonSide(
                run,
                from: store.another(),
                pricedBy: prices.basis,
                flag: economics?.flag,
                reading: parts
            )
        }
        var tags = sides[0].tags
        for side in sides.dropFirst() { tags.merge(side.tags) { own, _ in own } }
        let comparator = Comparator(economics: economics, tags: tags, seed: options.seed)
        var common: Pairing?
        let pairs = try sides.dropFirst().map { side in
            let pairing = try pairing(sides[0], side)
            var pair = comparator.pair(
                sides[0].member,
                side.member,
                on: pairing,
                remarks: RunDifferences(baseline: sides[0], candidate: side).remarks
            )
            pair.errorKinds = [sides[0], side].map { $0.errorKinds(of: pair.ids) }
            if sides.count == 2 { common = pairing }
            return pair
        }
        var comparison = Comparison(
            baseline: sides[0].run,
            pairs: Comparator.adjusting(pairs),
            prices: prices.name,
            seed: options.seed
        )
        let all =
            common
            ?? Pairing(sides.map(\.pairing)) { id in
                sides.allSatisfy { $0.contents[id] == sides[0].contents[id] }
            }
        comparison.front = Front.points(sides.map(\.run), on: all.columns, seed: options.seed)
        return comparison
    }

    /// The cases on which two sides are compared; refuses sides that cannot be.
    private func pairing(
        _ baseline: ComparisonSide,
        _ candidate: ComparisonSide
    ) throws -> Pairing {
        let differences = RunDifferences(baseline: baseline, candidate: candidate)
        if let refusal = differences.remarks.first(where: { $0.weight == .refusal }) {
            throw HarnessError(.incomparable, refusal.text)
        }
        let pairing = Pairing(
            [baseline.pairing, candidate.pairing],
            keeping: differences.isComparable
        )
        guard pairing.cases.count > 0 else {
            throw HarnessError(
                .incomparable,
                "\(baseline.run.name) and \(candidate.run.name) have no case in common that can be compared"
            )
        }
        return pairing
    }

    /// As the first of the experiments states them that states any.
    static func economics(_ experiments: [ExperimentRecord], _ options: Options) -> Economics? {
        let stated = experiments.lazy.compactMap { $0.configuration["economics"] }
            .first { $0.object != nil }
        var economics = stated.map(Economics.init(configuration:))
        if let volume = options.volume {
            economics = economics ?? Economics()
            economics?.volume = volume
        }
        return economics
    }
}
