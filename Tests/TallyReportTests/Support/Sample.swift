import TallyCore

/// Summaries with made-up numbers, so that rendered output can be written down in tests.
enum Sample {
    static let dataset = DatasetIdentity(
        name: "receipts",
        version: "1",
        digest: "sha256:9f3c" + String(repeating: "0", count: 60),
        cases: 200
    )

    static func experiment(_ runs: RunSummary...) -> ExperimentSummary {
        ExperimentSummary(
            id: "01JD8Z5W3QK7M4N2P6R8T0V1X3",
            benchmark: "receipts",
            dataset: dataset,
            runs: runs
        )
    }

    static func run(
        _ name: String,
        exact: (Double, Double, Double)? = (0.886, 0.855, 0.911),
        perDocument: Double? = 0.0004,
        perCorrect: (Double, Double, Double)? = (0.0005, 0.00048, 0.00052),
        isSimulated: Bool = false
    ) -> RunSummary {
        var run = RunSummary(
            id: "01JD8Z5W3QK7M4N2P6R8T0V1X4",
            name: name,
            profiles: [name],
            isSimulated: isSimulated,
            isImported: false,
            state: .complete,
            cases: 200
        )
        run.trials.planned = 200
        run.trials.scored = 198
        run.trials.parseFailed = 1
        run.trials.failed = 1
        run.errors = [.timeout: 1, .invalidJSON: 1]
        run.documentExact = exact.map { estimate($0, "wilson") }
        run.fieldAccuracy = estimate((0.964, 0.955, 0.972), "t")
        run.cost.perDocument = perDocument.map { estimate(($0, $0 * 0.97, $0 * 1.03), "t") }
        run.cost.perCorrect = perCorrect.map { estimate($0, "delta") }
        run.cost.total = perDocument.map { Money(nanodollars: Int64($0 * 200 * 1e9)) }
        run.cost.unpriced = perDocument == nil ? 200 : 0
        run.cache.promptCachedRatio = 0.31
        run.latency = latency
        return run
    }

    /// A run that needs no model: no tokens, no cost, hardly any time.
    static var rules: RunSummary {
        var run = run(
            "rules",
            exact: (0.61, 0.541, 0.675),
            perDocument: 0,
            perCorrect: (0, 0, 0)
        )
        run.cache.promptCachedRatio = nil
        run.latency.p50 = estimate((0.0004, 0.0003, 0.0005), "binomial-ranks", n: 198)
        run.latency.p95 = estimate((0.0009, 0.0008, 0.0012), "binomial-ranks", n: 198)
        run.latency.firstTokenP50 = nil
        return run
    }

    static var strong: RunSummary {
        var run = run(
            "gpt-4o",
            exact: (0.912, 0.884, 0.934),
            perDocument: 0.0091,
            perCorrect: (0.01, 0.0097, 0.0103)
        )
        run.latency.p50?.value = 2.1
        run.latency.p95?.value = 5
        return run
    }

    static func estimate(
        _ sides: (Double, Double, Double),
        _ method: String,
        n: Int = 199
    ) -> Estimate {
        Estimate(value: sides.0, low: sides.1, high: sides.2, n: n, method: method)
    }

    private static var latency: RunSummary.Latency {
        var latency = RunSummary.Latency()
        latency.n = 198
        latency.p50 = estimate((0.92, 0.9, 0.95), "binomial-ranks", n: 198)
        latency.p95 = estimate((1.8, 1.7, 2), "binomial-ranks", n: 198)
        latency.firstTokenP50 = estimate((0.31, 0.3, 0.33), "binomial-ranks", n: 198)
        return latency
    }
}
