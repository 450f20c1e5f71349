internal import TallyConfiguration
internal import TallyCore
internal import TallyStore

/// Finds the runs that a gate judges.
struct GateCandidates {
    let selector: RunSelector

    /// An experiment, and the one run of it that was named.
    struct Found {
        var experiment: ExperimentRecord
        var run: RunRecord?
        var all: [RunRecord]

        /// The runs that are held to the rules.
        func runs(for plan: GatePlan) throws -> [RunRecord] {
            if let run { return [run] }
            guard !plan.candidates.isEmpty else { return all }
            let known = all.map(\.name).joined(separator: ", ")
            return try plan.candidates.map { name in
                guard let run = all.first(where: { $0.name == name }) else {
                    throw HarnessError(
                        .incomparable,
                        "the gate's candidate \"\(name)\" was not run in experiment \(experiment.ulid); "
                            + "it has \(known)"
                    )
                }
                return run
            }
        }
    }

    func find(_ options: Gates.Options, _ gate: GateLoader.Found?) throws -> Found {
        let match = try match(options, gate)
        return Found(
            experiment: match.experiment,
            run: match.run,
            all: try selector.store.runs(of: match.experiment.id)
        )
    }

    private func match(
        _ options: Gates.Options,
        _ gate: GateLoader.Found?
    ) throws -> RunSelector.Match {
        if let candidate = options.candidate { return try selector.find(candidate) }
        guard let name = gate?.benchmark else { return try selector.find("latest") }
        guard let newest = try selector.store.experiments().first(where: { $0.name == name }) else {
            throw HarnessError(
                .incomparable,
                "\(selector.store.path): no run of the benchmark \(name) yet; `tally run` it first"
            )
        }
        return RunSelector.Match(experiment: newest)
    }
}
