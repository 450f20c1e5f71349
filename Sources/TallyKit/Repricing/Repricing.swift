package import TallyConfiguration
package import TallyCore
package import TallyReport
package import TallyRunner
package import TallyStore

/// Costs stored runs under other prices than those they were made at, and writes nothing.
package struct Repricing: Sendable {
    /// Under what to cost them.
    package struct Options: Sendable {
        /// A price file that alone counts; without one, what a run of the same benchmark would take now.
        package var prices: String?
        /// `YYYY-MM-DD`; today without one.
        package var day: String?
        package var tier: CostBasis.ServiceTier?
        /// In millionths.
        package var cachedShare: Int64?

        package init() {}
    }

    private let store: Store
    private let options: Options
    private let environment: Environment
    private let clock: RunClock

    package init(
        store: Store,
        _ options: Options,
        environment: Environment = .current,
        clock: RunClock = RunClock()
    ) {
        self.store = store
        self.options = options
        self.environment = environment
        self.clock = clock
    }

    /// The runs that a selector names, as they were and as they would be.
    package func reprice(_ selector: String) throws -> Repriced {
        let match = try RunSelector(store: store).find(selector)
        let runs = try match.run.map { [$0] } ?? store.runs(of: match.experiment.id)
        let basis = try basis(for: match.experiment)
        return Repriced(
            experiment: match.experiment,
            basis: basis,
            runs: try runs.map { try reprice($0, match.experiment, basis) }
        )
    }

    /// The prices a store's experiment is costed under.
    package func basis(for experiment: ExperimentRecord) throws -> CostBasis {
        let catalog: PriceCatalog
        if let path = options.prices {
            catalog = try PriceCatalog.read(path)
        } else {
            let file = experiment.configuration["file"]?.string
            catalog = try PriceCatalog.load(
                ConfigurationFolders(benchmarkFile: file, environment: environment)
            )
        }
        var basis = catalog.basis(on: options.day ?? clock.wall().day)
        basis.tier = options.tier
        basis.cachedShare = options.cachedShare
        return basis
    }

    private func reprice(
        _ run: RunRecord,
        _ experiment: ExperimentRecord,
        _ basis: CostBasis
    ) throws -> Repriced.Run {
        func side(_ basis: CostBasis?) throws -> Repriced.Side {
            var bill = BucketBill()
            try store.forEachAttempt(of: run, pricedBy: basis) { bill.add($0) }
            let summary = try Summaries(store: store, pricedBy: basis).run(run, in: experiment)
            return Repriced.Side(cost: summary.cost, bill: bill)
        }
        return Repriced.Run(record: run, before: try side(nil), after: try side(basis))
    }
}
