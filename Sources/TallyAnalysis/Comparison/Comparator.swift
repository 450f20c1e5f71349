package import TallyCore
internal import TallyStatistics

/// Compares one run with others, case by case: a pure function of their results.
package struct Comparator: Sendable {
    /// A run with everything a comparison asks of it.
    package struct Member: Sendable {
        package var run: ComparedRun
        package var pairing: Pairing.Member
        /// The fields whose rates the results hold, in their order.
        package var fields: [String]

        package init(run: ComparedRun, pairing: Pairing.Member, fields: [String]) {
            self.run = run
            self.pairing = pairing
            self.fields = fields
        }
    }

    /// Tags with fewer cases are not shown.
    static let smallestSlice = 5

    private let economics: Economics?
    private let seed: UInt64
    /// The tags of each case.
    private let tags: [String: [String]]

    package init(economics: Economics?, tags: [String: [String]], seed: UInt64) {
        self.economics = economics
        self.tags = tags
        self.seed = seed
    }

    /// The candidate against the baseline, on the cases that `pairing` chose for the two.
    package func pair(
        _ baseline: Member,
        _ candidate: Member,
        on pairing: Pairing,
        remarks: [Remark]
    ) -> Comparison.Pair {
        let columns = PairedColumns(
            baseline: pairing.columns[0],
            candidate: pairing.columns[1]
        )
        let metrics = PairedMetrics(columns: columns, economics: economics, seed: seed)
        var pair = Comparison.Pair(
            candidate: candidate.run,
            cases: pairing.cases,
            ids: pairing.columns[0].map(\.id),
            remarks: remarks
        )
        pair.metrics = metrics.headline
        pair.flips = flips(columns)
        if baseline.fields == candidate.fields { pair.fields = metrics.fields(baseline.fields) }
        pair.slices = slices(metrics)
        pair.monthly = monthly(columns)
        return pair
    }

    /// Headline p values of all pairs, adjusted together by Holm: each is a claim of its own.
    package static func adjusting(_ pairs: [Comparison.Pair]) -> [Comparison.Pair] {
        var pairs = pairs
        let adjusted = pairs.flatMap(\.metrics).adjusted(by: Multiplicity.holm)
        var next = adjusted.makeIterator()
        for pair in pairs.indices {
            for metric in pairs[pair].metrics.indices {
                pairs[pair].metrics[metric].adjusted = next.next()?.adjusted
            }
        }
        return pairs
    }

    private func flips(_ columns: PairedColumns) -> Comparison.Flips? {
        let flips = Flips(columns)
        guard !flips.isEmpty || columns.baseline.contains(where: { $0.exact != nil }) else {
            return nil
        }
        let values = columns.values(\.exact)
        let table =
            values.isPlainBinary ? PairedBinary(candidate: values.a, baseline: values.b) : nil
        return Comparison.Flips(
            lost: flips.lost,
            gained: flips.gained,
            midP: table?.midP,
            exactP: table?.exactP
        )
    }

    private func slices(_ metrics: PairedMetrics) -> [Comparison.Slice] {
        let columns = metrics.columns
        var members: [String: [Int]] = [:]
        for (index, result) in columns.baseline.enumerated() {
            for tag in tags[result.id] ?? [] where members[tag]?.last != index {
                members[tag, default: []].append(index)
            }
        }
        let chosen = members.filter {
            $0.value.count >= Self.smallestSlice && $0.value.count < columns.baseline.count
        }
        let named = chosen.sorted { ($1.value.count, $0.key) < ($0.value.count, $1.key) }
        let slices = named.compactMap { tag, indices -> Comparison.Slice? in
            metrics.rate(tag, at: indices, \.exact)
                .map { Comparison.Slice(tag: tag, metric: $0) }
        }
        let adjusted = slices.map(\.metric).adjusted(by: Multiplicity.benjaminiHochberg)
        return zip(slices, adjusted).map { Comparison.Slice(tag: $0.tag, metric: $1) }
    }

    private func monthly(_ columns: PairedColumns) -> Monthly? {
        guard let volume = economics?.volume, volume > 0 else { return nil }
        let rate = economics?.promptCacheRate
        func bill(_ results: [CaseResult]) -> Monthly.Bill {
            MonthlyBill(results: results, volume: volume).bill(promptCacheRate: rate)
        }
        return Monthly(
            volume: volume,
            promptCacheRate: rate,
            baseline: bill(columns.baseline),
            candidate: bill(columns.candidate)
        )
    }
}

/// The cases that came out otherwise.
struct Flips {
    private(set) var lost: [String] = []
    private(set) var gained: [String] = []

    /// With repeats a case is lost when it was exact in every trial of the baseline, and in not every one now.
    init(_ columns: PairedColumns) {
        for (base, candidate) in zip(columns.baseline, columns.candidate) {
            guard let before = base.exact, let after = candidate.exact else { continue }
            if before == 1, after < 1 { lost.append(base.id) }
            if before < 1, after == 1 { gained.append(base.id) }
        }
    }

    var isEmpty: Bool { lost.isEmpty && gained.isEmpty }
}
