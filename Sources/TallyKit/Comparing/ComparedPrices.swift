internal import TallyCore

/// The one price table under which both sides of a comparison are billed.
struct ComparedPrices {
    /// `nil` keeps the prices stored with the one experiment that all runs are of.
    let basis: CostBasis?
    let name: String

    init(basis: CostBasis?, name: String) {
        self.basis = basis
        self.name = name
    }

    /// Within one experiment its own prices; else those of the newest, and for keys it does not know those of the others.
    init(_ experiments: [ExperimentRecord]) {
        let newest = experiments.max { $0.created < $1.created }
        let day = newest?.created.day ?? ""
        guard let newest, Set(experiments.map(\.id)).count > 1 else {
            basis = nil
            name = "stored with the run on \(day)"
            return
        }
        var table = PriceTable()
        for experiment in [newest] + experiments {
            let stored = experiment.configuration["prices"].flatMap(PriceTable.init(configuration:))
            if let stored { table.add(stored) }
        }
        let basis = CostBasis(table: table, day: day, source: "stored with the newest run")
        self.basis = basis
        name = "stored with the newest run on \(day), for all"
    }
}
