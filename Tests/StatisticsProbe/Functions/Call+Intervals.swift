import TallyCore
import TallyStatistics

extension Call {
    static let distributions: [String: Function] = [
        "normal.cdf": { JSONValue(Normal.cdf(try $0.number("x"))) },
        "normal.quantile": { JSONValue(Normal.quantile(try $0.number("p"))) },
        "t.cdf": { JSONValue(StudentT.cdf(try $0.number("x"), freedom: try $0.number("freedom"))) },
        "t.quantile": {
            JSONValue(StudentT.quantile(try $0.number("p"), freedom: try $0.number("freedom")))
        },
        "beta.cdf": {
            JSONValue(Beta.cdf(try $0.number("x"), try $0.number("a"), try $0.number("b")))
        },
        "beta.quantile": {
            JSONValue(Beta.quantile(try $0.number("p"), try $0.number("a"), try $0.number("b")))
        },
        "binomial.cdf": {
            JSONValue(Binomial.cdf(try $0.int("k"), n: try $0.int("n"), p: try $0.number("p")))
        },
        "binomial.probability": {
            JSONValue(
                Binomial.probability(try $0.int("k"), n: try $0.int("n"), p: try $0.number("p"))
            )
        },
    ]

    static let intervals: [String: Function] = [
        "mean": { call in
            JSONValue(
                Mean.interval(
                    try call.sample("x"),
                    bounds: try call.range,
                    alpha: try call.number("alpha", or: Confidence.alpha)
                )
            )
        },
        "rate": { JSONValue(Proportion.interval(try $0.sample("x"))) },
        "wilson": { JSONValue(Proportion.wilson(successes: try $0.int("k"), n: try $0.int("n"))) },
        "clopper-pearson": {
            JSONValue(Proportion.clopperPearson(successes: try $0.int("k"), n: try $0.int("n")))
        },
        "quantile": { JSONValue(Quantile.nearestRank(try $0.number("q"), of: try $0.list("x"))) },
        "ratio": { call in
            JSONValue(
                Ratio.interval(
                    try call.list("x"),
                    per: try call.list("y"),
                    weights: try call.optionalList("weights"),
                    groups: try call.optionalInts("groups")
                )
            )
        },
        "repeats": { call in
            guard let repeats = Repeats(try call.lists("x")) else { return .null }
            return [
                "mean": JSONValue(repeats.mean), "total": JSONValue(repeats.total),
                "within": JSONValue(repeats.within), "between": JSONValue(repeats.between),
                "standardError": JSONValue(repeats.standardError),
            ]
        },
    ]

    /// The list of this name with the call's weights and groups.
    func sample(_ name: String) throws -> Sample {
        Sample(
            try list(name),
            weights: try optionalList("weights"),
            groups: try optionalInts("groups")
        )
    }

    /// Where values can lie: `low` and `high`, infinite by default.
    var range: ClosedRange<Double> {
        get throws {
            let low = try number("low", or: -.infinity)
            return low...max(low, try number("high", or: .infinity))
        }
    }
}
