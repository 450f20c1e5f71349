package import TallyCore

/// All metrics at any moment, for every backend.
package struct MetricsExport: Sendable {
    let families: @Sendable () -> [MetricFamily]
    let namespace: String
    private let benchmark: String?
    private let store: String?

    /// Exports a sitting of an experiment.
    ///
    /// - Parameters:
    ///   - meters: What is counted.
    ///   - namespace: Stands before every metric's name but those of the process.
    ///   - store: The store's path, whose size is exported.
    package init(_ meters: RunMeters, namespace: String, store: String) {
        families = { MetricCatalog.families(of: meters.snapshot, meters.subject) }
        benchmark = meters.subject.benchmark
        self.namespace = namespace
        self.store = store
    }

    /// Exports the operations of a program.
    package init(_ meters: OperationMeters, namespace: String) {
        families = { meters.families }
        benchmark = nil
        self.namespace = namespace
        store = nil
    }

    /// With what this process uses.
    var allFamilies: [MetricFamily] { families() + ProcessFacts.families(store: store) }

    /// The document for a scraper that accepts this.
    func document(_ format: Exposition) -> String {
        format.document(allFamilies, namespace: namespace)
    }

    /// The same in the format of pushes and files, with the moment of the run's end where there is one.
    package func text(endedAt moment: Moment? = nil) -> String {
        var families = families()
        if let moment {
            var last = MetricFamily(
                "last_run_timestamp_seconds",
                .gauge,
                "When the run ended, in seconds since 1970."
            )
            last.add(benchmark.map { [("benchmark", $0)] } ?? [], "\(moment.seconds)")
            families.append(last)
        }
        return Exposition.text.document(families, namespace: namespace)
    }
}
