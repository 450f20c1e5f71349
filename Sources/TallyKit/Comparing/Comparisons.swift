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
        let sides = try chosen.map {
            try ComparisonSide($0, from: store, pricedBy: prices.basis, flag: economics?.flag)
        }
        var tags: [String: [String]] = [:]
        for side in sides { tags.merge(side.tags) { own, _ in own } }
        let comparator = Comparator(economics: economics, tags: tags, seed: options.seed)
        let pairs = try zip(chosen, sides).dropFirst().map { run, side in
            var pair = try pair(sides[0], side, by: comparator)
            pair.errorKinds = try kinds([chosen[0], run], on: pair)
            return pair
        }
        var comparison = Comparison(
            baseline: sides[0].run,
            pairs: Comparator.adjusting(pairs),
            prices: prices.name,
            seed: options.seed
        )
        let all = Pairing(sides.map(\.pairing)) { id in
            sides.allSatisfy { $0.contents[id] == sides[0].contents[id] }
        }
        comparison.front = Front.points(sides.map(\.run), on: all.columns, seed: options.seed)
        return comparison
    }

    private func pair(
        _ baseline: ComparisonSide,
        _ candidate: ComparisonSide,
        by comparator: Comparator
    ) throws -> Comparison.Pair {
        let differences = RunDifferences(baseline: baseline, candidate: candidate)
        let remarks = differences.remarks
        if let refusal = remarks.first(where: { $0.weight == .refusal }) {
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
        return comparator.pair(
            baseline.member,
            candidate.member,
            on: pairing,
            remarks: remarks
        )
    }

    /// What was wrong on the cases compared, on both sides.
    private func kinds(
        _ runs: [RunSelector.Chosen],
        on pair: Comparison.Pair
    ) throws -> [ErrorKinds] {
        let answers = AnswerAnalysis(store: store)
        return try runs.map {
            try answers.kinds(of: $0.run, in: $0.experiment, cases: Set(pair.ids))
        }
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
