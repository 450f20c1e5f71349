internal import TallyAnalysis
package import TallyCore

/// Tells how stored runs went as operations see them.
package struct Operations: Sendable {
    private let store: any ResultStore

    package init(store: any ResultStore) { self.store = store }

    /// Runs of one experiment, in their order.
    package func report(
        of runs: [RunRecord],
        in experiment: ExperimentRecord
    ) throws -> OperationsReport {
        let configuration = experiment.configuration
        var collector = OperationsCollector()
        for run in runs {
            collector.begin(
                OperationsFacts(
                    name: run.name,
                    isSimulated: run.isSimulated,
                    serviceLevel: configuration["sla"].flatMap {
                        $0.object == nil ? nil : ServiceLevel(configuration: $0)
                    },
                    economics: configuration["economics"].map(Economics.init(configuration:)),
                    profiles: experiment.variant(of: run)?.profiles ?? []
                )
            )
            try store.forEachRequest(of: run) { collector.add($0) }
            try store.forEachDocument(of: run) { collector.add($0) }
        }
        return collector.report
    }
}
