import TallyCore
import TallyStatistics

extension Call {
    static let decisions: [String: Function] = [
        "noninferiority.table": { call in
            guard let table = try call.table else { return .null }
            return JSONValue(
                NonInferiority(
                    table,
                    margin: try call.number("margin"),
                    alpha: try call.number("alpha", or: NonInferiority.alpha)
                )
            )
        },
        "noninferiority": { call in
            JSONValue(
                NonInferiority(
                    candidate: try call.list("a"),
                    baseline: try call.list("b"),
                    weights: try call.optionalList("weights"),
                    groups: try call.optionalInts("groups"),
                    margin: try call.number("margin"),
                    alpha: try call.number("alpha", or: NonInferiority.alpha)
                )
            )
        },
        "holm": { JSONValue(Multiplicity.holm(try $0.list("p"))) },
        "benjamini-hochberg": { JSONValue(Multiplicity.benjaminiHochberg(try $0.list("p"))) },
        "pareto": { call in
            let points = try call.lists("points").map {
                Pareto.Point(cost: $0[0], accuracy: $0[1], latency: $0.count > 2 ? $0[2] : nil)
            }
            return [
                "front": JSONValue(Pareto.front(points)), "hull": JSONValue(Pareto.hull(points)),
            ]
        },
        "pareto.bootstrap": { call in
            let (costs, correct) = (try call.lists("costs"), try call.lists("correct"))
            let latencies = try call.lists("latencies")
            let variants = costs.indices.map {
                Pareto.Variant(
                    costs: costs[$0],
                    correct: correct[$0],
                    latencies: latencies.isEmpty ? nil : latencies[$0]
                )
            }
            return JSONValue(
                Pareto.frontProbability(
                    variants,
                    groups: try call.optionalInts("groups"),
                    q: try call.number("q", or: 0.5),
                    using: try call.bootstrap
                )
            )
        },
    ]

    static let planning: [String: Function] = [
        "n.superiority": { call in
            JSONValue(
                SampleSize.superiority(
                    difference: try call.number("d"),
                    between: try call.number("between"),
                    within: (try call.number("withinA"), try call.number("withinB")),
                    repeats: (try call.int("repeatsA"), try call.int("repeatsB")),
                    power: try call.number("power")
                )
            )
        },
        "n.mcnemar": { call in
            JSONValue(
                SampleSize.mcNemar(
                    difference: try call.number("d"),
                    discordance: try call.number("discordance"),
                    power: try call.number("power")
                )
            )
        },
        "n.noninferiority": { call in
            JSONValue(
                SampleSize.nonInferiority(
                    margin: try call.number("margin"),
                    discordance: try call.number("discordance"),
                    difference: try call.number("d"),
                    power: try call.number("power")
                )
            )
        },
        "n.noninferiority.score": { call in
            JSONValue(
                SampleSize.scoreNonInferiority(
                    margin: try call.number("margin"),
                    discordance: try call.number("discordance"),
                    difference: try call.number("d"),
                    power: try call.number("power")
                )
            )
        },
        "power.mcnemar": { call in
            JSONValue(
                Power.mcNemar(
                    n: try call.int("n"),
                    difference: try call.number("d"),
                    discordance: try call.number("discordance")
                )
            )
        },
        "power.superiority": { call in
            JSONValue(
                Power.superiority(
                    n: try call.int("n"),
                    difference: try call.number("d"),
                    variance: try call.number("variance")
                )
            )
        },
        "power.noninferiority.score": { call in
            JSONValue(
                Power.scoreNonInferiority(
                    n: try call.int("n"),
                    margin: try call.number("margin"),
                    discordance: try call.number("discordance"),
                    difference: try call.number("d")
                )
            )
        },
        "power.noninferiority": { call in
            JSONValue(
                Power.nonInferiority(
                    n: try call.int("n"),
                    margin: try call.number("margin"),
                    variance: try call.number("variance"),
                    difference: try call.number("d")
                )
            )
        },
    ]
}

extension JSONValue {
    init(_ decision: NonInferiority?) {
        guard let decision else {
            self = .null
            return
        }
        self = [
            "difference": JSONValue(decision.difference), "low": JSONValue(decision.low),
            "high": JSONValue(decision.high), "n": JSONValue(decision.n),
            "method": .string(decision.method), "verdict": .string(decision.verdict.rawValue),
        ]
    }
}
