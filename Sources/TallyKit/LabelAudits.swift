internal import TallyAnalysis
package import TallyCore

/// Audits the truth of a stored experiment's dataset; it reads only.
package struct LabelAudits: Sendable {
    private let store: any ResultStore

    package init(store: any ResultStore) { self.store = store }

    /// Weighs the runs that `models` names as run or profile; by default every run that asked a real model.
    package func audit(
        _ experiment: ExperimentRecord,
        models: [String]? = nil,
        minimum: Int? = nil
    ) throws -> LabelAudit {
        let runs = try store.runs(of: experiment.id)
        let chosen = try voters(among: runs, of: experiment, models: models)
        if let minimum, !(2...chosen.count).contains(minimum) {
            throw HarnessError(
                .usage,
                "--min-agree \(minimum): expected 2 to \(chosen.count), the number of runs audited"
            )
        }
        guard
            let task = experiment.configuration["task"].flatMap(ExtractionTask.init(configuration:))
        else {
            throw HarnessError(.failed, "experiment \(experiment.ulid) cannot be read back")
        }
        var auditor = LabelAuditor(task: task, voters: chosen.map(\.name), minimum: minimum)
        for (index, run) in chosen.enumerated() {
            try store.forEachAnswer(of: run) { auditor.add($0, voter: index) }
        }
        let suspects = auditor.suspects()
        var dropped: [Int: Set<String>] = [:]
        for (position, suspect) in suspects {
            dropped[position, default: []].insert(suspect.field)
        }
        return LabelAudit(
            experiment: experiment.ulid,
            dataset: experiment.dataset,
            voters: chosen.map { run in
                LabelAudit.Voter(
                    name: run.name,
                    model: experiment.variant(of: run)?.profile.model ?? run.name,
                    isSimulated: run.isSimulated
                )
            },
            minimum: minimum,
            cases: auditor.cases,
            suspects: suspects.map(\.suspect),
            effects: try runs.map { run in
                var drop = SuspectDrop(
                    plan: Summaries.facts(of: run, in: experiment),
                    required: task.required,
                    dropping: dropped
                )
                try store.forEachTrial(of: run) { drop.add($0) }
                return drop.effect(of: run)
            }
        )
    }

    private func voters(
        among runs: [RunRecord],
        of experiment: ExperimentRecord,
        models: [String]?
    ) throws -> [RunRecord] {
        // Its answers are those of models that may vote themselves.
        func isCascade(_ run: RunRecord) -> Bool { experiment.variant(of: run)?.cascade != nil }
        let chosen: [RunRecord]
        if let models {
            for model in models
            where !runs.contains(where: { $0.name == model || $0.profiles.contains(model) }) {
                throw HarnessError(
                    .usage,
                    "--models: no run or profile \"\(model)\" in experiment \(experiment.ulid); "
                        + "known: \(runs.map(\.name).joined(separator: ", "))"
                )
            }
            chosen = runs.filter { run in
                models.contains(run.name)
                    || !isCascade(run) && run.profiles.contains { models.contains($0) }
            }
        } else {
            chosen = runs.filter { run in
                !run.isSimulated && !isCascade(run)
                    && experiment.variant(of: run)?.profile.provider != .rules
            }
        }
        guard chosen.count > 1 else {
            let found = chosen.isEmpty ? "none" : "only \(chosen[0].name)"
            throw HarnessError(
                .usage,
                "an audit needs two runs that can agree, experiment \(experiment.ulid) has \(found)"
                    + (models == nil
                        ? " that asked a real model; --models names others: "
                            + runs.map(\.name).joined(separator: ", ")
                        : " by --models")
            )
        }
        return chosen
    }
}
