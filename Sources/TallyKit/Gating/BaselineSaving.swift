internal import TallyConfiguration
internal import TallyCore
internal import TallyDatasets
internal import TallyRunner
package import TallyStore

/// Makes baselines of stored runs.
package struct BaselineSaving: Sendable {
    private let selector: RunSelector

    package init(store: Store) { selector = RunSelector(store: store) }

    /// What was saved, in words.
    package struct Outcome: Sendable {
        package var path: String
        package var runs: [String]
        package var cases: Int
        /// How each run has moved since the first baseline of the line.
        package var drift: [String]
        package var isFirst: Bool
    }

    /// Writes the complete runs of an experiment, or one run, to a file.
    ///
    /// `path` is `nil` where the benchmark's gate names the file. A file that is there is replaced only with `accepts`;
    /// the first baseline's figures stay in it.
    package func save(_ name: String, to path: String?, accepts: Bool) throws -> Outcome {
        let match = try selector.find(name)
        let store = selector.store
        let path = try path ?? gatePath(of: match.experiment)
        let runs = try match.run.map { [$0] } ?? store.runs(of: match.experiment.id)
        let sides = try runs.map { run in
            try ComparisonSide(
                RunSelector.Chosen(experiment: match.experiment, run: run),
                from: store,
                pricedBy: nil,
                flag: Comparisons.economics([match.experiment], .init())?.flag
            )
        }
        if let partial = sides.first(where: { $0.pending > 0 }) {
            throw HarnessError(
                .usage,
                "\(partial.run.name) has \(partial.pending) trials without a result; `tally resume "
                    + "\(match.experiment.ulid)` first: a baseline is of complete runs"
            )
        }
        let former = try Baseline.read(path)
        if let former, !accepts {
            let drift = sides.compactMap { side in
                former.side(named: side.run.name).flatMap { Self.step(from: $0, to: side) }
            }
            throw HarnessError(
                .usage,
                "\(path): a baseline of \(former.saved.day) is there; --accept replaces it"
                    + (drift.isEmpty ? " (same figures)" : ": " + drift.joined(separator: "; "))
            )
        }
        let baseline = baseline(of: match.experiment, sides, former)
        try write(baseline.text, to: path)
        return Outcome(
            path: path,
            runs: sides.map(\.run.name),
            cases: sides.map(\.results.count).max() ?? 0,
            drift: sides.compactMap(baseline.drift),
            isFirst: former == nil
        )
    }

    private func baseline(
        of experiment: ExperimentRecord,
        _ sides: [ComparisonSide],
        _ former: Baseline?
    ) -> Baseline {
        let now = RunClock().wall()
        var original = former?.original ?? Baseline.Original(saved: now, figures: [:])
        for side in sides where original.figures[side.run.name] == nil {
            original.figures[side.run.name] = Baseline.Figures(side.results)
        }
        let prices = experiment.configuration["prices"].flatMap(PriceTable.init(configuration:))
        return Baseline(
            benchmark: experiment.name,
            saved: now,
            provenance: experiment.provenance,
            dataset: experiment.dataset,
            prices: prices ?? PriceTable(),
            day: experiment.created.day,
            sides: sides,
            original: original
        )
    }

    private static func step(from old: ComparisonSide, to new: ComparisonSide) -> String? {
        let (before, after) = (Baseline.Figures(old.results), Baseline.Figures(new.results))
        guard let first = before.documentExact, let second = after.documentExact, first != second
        else { return nil }
        let points = ((second - first) * 1000).rounded() / 10
        return "\(new.run.name) document exact \(points > 0 ? "+" : "")\(points) points"
    }

    private func gatePath(of experiment: ExperimentRecord) throws -> String {
        if let file = experiment.configuration["file"]?.string,
            let path = try? GateLoader().load(file).baselinePath
        {
            return path
        }
        throw HarnessError(
            .usage,
            "where to? Name a file with --out, or a `baseline: baselines/\(experiment.name).json` in the "
                + "benchmark's gate"
        )
    }

    private func write(_ text: String, to path: String) throws {
        if let slash = path.lastIndex(of: "/") {
            try OutputFile.makeFolder(String(path[..<slash]))
        }
        try OutputFile.put(text, to: path)
    }
}
