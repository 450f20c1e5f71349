internal import TallyConfiguration
internal import TallyCore
internal import TallyStore

/// What a gate holds runs against.
enum GateReference {
    case file(Baseline, path: String)
    /// Each run against the one of its name.
    case experiment(ExperimentRecord, [RunRecord])
    /// All runs against this one.
    case run(RunSelector.Chosen)

    /// The word for the newest complete run of the benchmark before the candidate's.
    static let previous = "previous"

    /// `nil` when neither the command line nor the gate names one.
    static func find(
        _ named: String?,
        _ gate: GateLoader.Found,
        experiment: ExperimentRecord,
        selector: RunSelector
    ) throws -> GateReference? {
        guard let baseline = named ?? gate.baselinePath ?? gate.plan.baseline else { return nil }
        if GateLoader.isPath(baseline) {
            guard let file = try Baseline.read(baseline) else {
                throw HarnessError(
                    .incomparable,
                    "\(baseline): no baseline yet; save it with `tally baseline save \(experiment.name) "
                        + "--out \(baseline)`"
                )
            }
            return .file(file, path: baseline)
        }
        let store = selector.store
        if baseline == previous {
            let earlier = try store.experiments().first {
                $0.name == experiment.name && $0.created < experiment.created
                    && $0.state == "complete"
            }
            guard let earlier else {
                throw HarnessError(
                    .incomparable,
                    "\(store.path): no complete run of \(experiment.name) before \(experiment.ulid)"
                )
            }
            return .experiment(earlier, try store.runs(of: earlier.id))
        }
        // A name means the variant beside the candidate first.
        if let run = try store.runs(of: experiment.id).first(where: { $0.name == baseline }) {
            return .run(RunSelector.Chosen(experiment: experiment, run: run))
        }
        let match = try selector.find(baseline)
        guard let run = match.run else {
            return .experiment(match.experiment, try store.runs(of: match.experiment.id))
        }
        return .run(RunSelector.Chosen(experiment: match.experiment, run: run))
    }

    var name: String {
        switch self {
        case .file(_, let path): path
        case .experiment(let experiment, _): "\(experiment.name) \(experiment.ulid)"
        case .run(let chosen): "\(chosen.run.name) \(chosen.run.ulid)"
        }
    }

    /// Both sides under one table: a baseline's own, which its costs were made with.
    func prices(beside candidate: ExperimentRecord) -> ComparedPrices {
        switch self {
        case .file(let baseline, _): ComparedPrices(baseline, candidate)
        case .experiment(let experiment, _): ComparedPrices([candidate, experiment])
        case .run(let chosen): ComparedPrices([candidate, chosen.experiment])
        }
    }

    /// What a run is compared with; `nil` when it has no counterpart, or is its own.
    func side(
        for run: RunRecord,
        from store: any ResultStore,
        pricedBy basis: CostBasis?,
        flag: Economics.Flag?
    ) throws -> ComparisonSide? {
        switch self {
        case .file(let baseline, _): return baseline.side(named: run.name)
        case .experiment(let experiment, let runs):
            guard let counterpart = runs.first(where: { $0.name == run.name }),
                counterpart.id != run.id
            else { return nil }
            let chosen = RunSelector.Chosen(experiment: experiment, run: counterpart)
            return try ComparisonSide(chosen, from: store, pricedBy: basis, flag: flag)
        case .run(let chosen):
            guard chosen.run.id != run.id else { return nil }
            return try ComparisonSide(chosen, from: store, pricedBy: basis, flag: flag)
        }
    }

    /// How far a saved baseline has moved from the first of its line; `nil` when it is that, or has not.
    func drift(of name: String) -> Remark? {
        guard case .file(let baseline, _) = self, let side = baseline.side(named: name),
            let text = baseline.drift(of: side)
        else { return nil }
        return Remark(.note, text)
    }
}

extension Baseline {
    /// `the baseline has drifted since 2026-11-01: document exact 91.0 -> 89.5 %`; `nil` without a change.
    func drift(of side: ComparisonSide) -> String? {
        guard original.saved < saved, let first = original.figures[side.run.name] else {
            return nil
        }
        let now = Figures(side.results)
        let parts = [
            Self.change("document exact", first.documentExact, now.documentExact),
            Self.change("field accuracy", first.fieldAccuracy, now.fieldAccuracy),
            Self.change("cost per document", first.cost, now.cost, isMoney: true),
        ].compactMap(\.self)
        guard !parts.isEmpty else { return nil }
        return
            "\(side.run.name): the baseline has drifted since the first one, of \(original.saved.day): "
            + parts.joined(separator: ", ")
    }

    private static func change(
        _ what: String,
        _ before: Double?,
        _ after: Double?,
        isMoney: Bool = false
    ) -> String? {
        guard let before, let after, abs(before - after) > 1e-12 else { return nil }
        if isMoney {
            let percent = before > 0 ? " (\(signed((after / before - 1) * 100)) %)" : ""
            return "\(what) $\(before) to $\(after)\(percent)"
        }
        return "\(what) \(signed((after - before) * 100)) points"
    }

    private static func signed(_ value: Double) -> String {
        let tenths = (value * 10).rounded() / 10
        return (tenths > 0 ? "+" : "") + "\(tenths)"
    }
}

extension ComparedPrices {
    /// Those of the baseline, and for keys it does not know those of the candidate.
    init(_ baseline: Baseline, _ candidate: ExperimentRecord) {
        var table = baseline.prices
        let stored = candidate.configuration["prices"].flatMap(PriceTable.init(configuration:))
        for (key, prices) in stored?.entries ?? [:] where table.entries[key] == nil {
            table.entries[key] = prices
        }
        self.init(
            basis: CostBasis(table: table, day: baseline.day, source: "the baseline's prices"),
            name: "the baseline's, of \(baseline.day)"
        )
    }
}
