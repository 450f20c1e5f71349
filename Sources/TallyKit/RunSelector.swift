package import TallyCore
package import TallyStore

/// Finds experiments and runs by id, unique prefix, name or `latest`.
package struct RunSelector: Sendable {
    package let store: Store

    package init(store: Store) { self.store = store }

    /// Something the store holds under a selector.
    package struct Match: Sendable {
        package var experiment: ExperimentRecord
        /// `nil` when the whole experiment is meant.
        package var run: RunRecord?
    }

    /// What a selector names; an experiment when it names both.
    package func find(_ selector: String) throws -> Match {
        let experiments = try store.experiments()
        guard let newest = experiments.first else {
            throw HarnessError(.usage, "\(store.path): no runs yet; start with `tally run FILE`")
        }
        if selector == "latest" { return Match(experiment: newest) }
        if let found = try unique(experiments, selector, id: \.ulid, name: \.name) {
            return Match(experiment: found)
        }
        let runs = try experiments.flatMap { experiment in
            try store.runs(of: experiment.id).map { (experiment, $0) }
        }
        if let found = try unique(runs, selector, id: \.1.ulid, name: \.1.name) {
            return Match(experiment: found.0, run: found.1)
        }
        if let found = try inside(selector, experiments) { return found }
        throw HarnessError(
            .usage,
            "no experiment or run \"\(selector)\" in \(store.path); `tally list` shows what there is"
        )
    }

    /// One run with its experiment.
    package struct Chosen: Sendable {
        package var experiment: ExperimentRecord
        package var run: RunRecord
    }

    /// The runs that selectors name, each once and in their order.
    ///
    /// An experiment stands for all of its runs when it is the only selector, or has but one; `EXPERIMENT/NAME` names a
    /// run within it.
    package func runs(_ selectors: [String]) throws -> [Chosen] {
        var chosen: [Chosen] = []
        for selector in selectors {
            let match = try find(selector)
            let runs = try match.run.map { [$0] } ?? store.runs(of: match.experiment.id)
            if runs.count > 1, selectors.count > 1 {
                throw HarnessError(
                    .usage,
                    "\"\(selector)\" names an experiment of \(runs.count) runs; name one of them: "
                        + runs.map { "\(selector)/\($0.name)" }.joined(separator: ", ")
                )
            }
            for run in runs where !chosen.contains(where: { $0.run.id == run.id }) {
                chosen.append(Chosen(experiment: match.experiment, run: run))
            }
        }
        return chosen
    }

    /// The run of that name in the experiment before the first slash; names of runs may hold slashes, too.
    private func inside(_ selector: String, _ experiments: [ExperimentRecord]) throws -> Match? {
        guard let slash = selector.firstIndex(of: "/") else { return nil }
        let (head, name) = (String(selector[..<slash]), selector[selector.index(after: slash)...])
        let experiment =
            head == "latest"
            ? experiments.first : try unique(experiments, head, id: \.ulid, name: \.name)
        guard let experiment,
            let run = try store.runs(of: experiment.id).first(where: { $0.name == name })
        else { return nil }
        return Match(experiment: experiment, run: run)
    }

    /// The experiment to go on with; `latest` is the newest one that has something left to do.
    ///
    /// With `retriesErrors` trials that the infrastructure failed are left to do, too.
    package func resumable(
        _ selector: String,
        retriesErrors: Bool = false
    ) throws -> ExperimentRecord {
        func isOpen(_ experiment: ExperimentRecord) throws -> Bool {
            if experiment.state != "complete" { return true }
            return try retriesErrors && store.failedTrials(of: experiment.id) > 0
        }
        let lack = retriesErrors ? "complete and without a failed trial" : "complete"
        if selector == "latest" {
            guard let found = try store.experiments().first(where: isOpen) else {
                throw HarnessError(
                    .usage,
                    "\(store.path): nothing to resume, every run is \(lack)"
                )
            }
            return found
        }
        let found = try find(selector).experiment
        guard try isOpen(found) else {
            let failed = try store.failedTrials(of: found.id)
            let hint = failed > 0 ? "; --retry-errors sends its \(failed) failed trials again" : ""
            throw HarnessError(
                .usage,
                "experiment \(found.ulid) is \(lack): nothing to resume\(hint)"
            )
        }
        return found
    }

    /// The one element with that id, id prefix or, newest first, that name.
    private func unique<Element>(
        _ elements: [Element],
        _ selector: String,
        id: (Element) -> String,
        name: (Element) -> String
    ) throws -> Element? {
        if let named = elements.first(where: { name($0) == selector }) { return named }
        let prefix = selector.uppercased()
        let matches = elements.filter { id($0).hasPrefix(prefix) }
        guard matches.count <= 1 || prefix.isEmpty else {
            throw HarnessError(
                .usage,
                "\"\(selector)\" is the start of \(matches.count) ids; give more letters"
            )
        }
        return prefix.isEmpty ? nil : matches.first
    }
}
