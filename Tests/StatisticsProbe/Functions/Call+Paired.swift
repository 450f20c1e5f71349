import TallyCore
import TallyStatistics

extension Call {
    static let resampling: [String: Function] = [
        "bootstrap.mean": { call in
            JSONValue(Mean.distribution(try call.sample("x"), using: try call.bootstrap))
        },
        "bootstrap.ratio": { call in
            JSONValue(
                Ratio.distribution(
                    try call.list("x"),
                    per: try call.list("y"),
                    groups: try call.optionalInts("groups"),
                    using: try call.bootstrap
                )
            )
        },
        "bootstrap.budget": { JSONValue(ResampleBudget.resamples(n: try $0.int("n"))) },
        "permutation": { call in
            let test = SignFlipTest(
                try call.sample("x"),
                seed: UInt64(try call.int("seed")),
                resamples: try call.int("resamples")
            )
            guard let test else { return .null }
            return [
                "p": JSONValue(test.p), "permutations": JSONValue(test.permutations),
                "method": .string(test.method),
            ]
        },
    ]

    static let paired: [String: Function] = [
        "paired.mean": { call in
            JSONValue(
                PairedDifference.mean(
                    try call.list("a"),
                    try call.list("b"),
                    weights: try call.optionalList("weights"),
                    groups: try call.optionalInts("groups"),
                    range: try call.range
                )
            )
        },
        "paired.bootstrap": { call in
            JSONValue(
                PairedDifference.distribution(
                    try call.list("a"),
                    try call.list("b"),
                    weights: try call.optionalList("weights"),
                    groups: try call.optionalInts("groups"),
                    using: try call.bootstrap
                )
            )
        },
        "paired.quantile": { call in
            JSONValue(
                PairedDifference.quantile(
                    try call.number("q"),
                    try call.list("a"),
                    try call.list("b"),
                    groups: try call.optionalInts("groups"),
                    using: try call.bootstrap
                )
            )
        },
        "mcnemar": { call in
            let (gained, lost) = (try call.int("gained"), try call.int("lost"))
            return [
                "midP": JSONValue(McNemar.midP(gained: gained, lost: lost)),
                "exactP": JSONValue(McNemar.exactP(gained: gained, lost: lost)),
            ]
        },
        "tango": { call in
            guard let table = try call.table else { return .null }
            return JSONValue(
                Tango.interval(table, alpha: try call.number("alpha", or: Confidence.alpha))
            )
        },
    ]

    var bootstrap: Bootstrap {
        get throws {
            Bootstrap(seed: UInt64(try int("seed")), resamples: try int("resamples"))
        }
    }

    var table: PairedBinary? {
        get throws {
            PairedBinary(gained: try int("gained"), lost: try int("lost"), n: try int("n"))
        }
    }
}
