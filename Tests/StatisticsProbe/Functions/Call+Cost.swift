import TallyCore
import TallyStatistics

extension Call {
    static let cost: [String: Function] = [
        "ratio.difference": { JSONValue(try $0.ratioDifference?.interval()) },
        "ratio.relative": { JSONValue(try $0.ratioDifference?.relative()) },
        "relative.change": { call in
            let change = RelativeChange(
                try call.list("a"),
                try call.list("b"),
                weights: try call.optionalList("weights"),
                groups: try call.optionalInts("groups")
            )
            return JSONValue(
                change?.interval(alpha: try call.number("alpha", or: Confidence.alpha))
            )
        },
        "ratio.difference.bootstrap": { call in
            JSONValue(try call.ratioDifference?.distribution(using: try call.bootstrap))
        },
        "expected-cost": { call in
            let costs = ExpectedCost(
                review: try call.number("review"),
                error: try call.number("error")
            )
            return JSONValue(
                costs?.interval(
                    costs: try call.list("costs"),
                    correct: try call.list("correct"),
                    flagged: try call.list("flagged")
                )
            )
        },
        "break-even": { call in
            let saving = Estimate(
                value: try call.number("value"),
                low: try call.number("low"),
                high: try call.number("high"),
                n: 1,
                method: "t"
            )
            return JSONValue(BreakEven.volume(fixed: try call.number("fixed"), saving: saving))
        },
    ]

    static let cascade: [String: Function] = [
        "cascade.curve": { JSONValue(try $0.twoModels?.curve) },
        "cascade.oracle": { JSONValue(try $0.twoModels?.oracle) },
        "cascade.random": { call in
            JSONValue(try call.twoModels?.randomMix(atCost: try call.number("cost")))
        },
    ]

    static let sequential: [String: Function] = [
        "looks": { call in
            guard let spending = AlphaSpending(rawValue: try call.string("spending")) else {
                throw Fault(message: "spending: unknown")
            }
            let plan = LookPlan(
                fractions: try call.list("fractions"),
                alpha: try call.number("alpha"),
                spending: spending
            )
            guard let plan else { return .null }
            return [
                "z": JSONValue(plan.looks.map(\.z)), "spent": JSONValue(plan.looks.map(\.spent)),
            ]
        },
        "crossing": { call in
            JSONValue(
                LookPlan.crossing(
                    fractions: try call.list("fractions"),
                    scores: try call.list("scores"),
                    drift: try call.number("drift", or: 0)
                )
            )
        },
    ]

    static let cache: [String: Function] = [
        "cache": { call in
            let (keys, times) = (try call.list("keys"), try call.list("times"))
            let arrivals = zip(keys, times).map { CacheReplay.Arrival(key: Int($0), time: $1) }
            let replay = CacheReplay(arrivals, hitsRenew: try call.int("renew") == 1)
            return JSONValue(
                replay?.outcome(
                    size: try call.optionalInt("size"),
                    lifetime: try call.optionalNumber("lifetime")
                )
                .hits
            )
        }
    ]

    private var ratioDifference: RatioDifference? {
        get throws {
            RatioDifference(
                RatioDifference.Side(costs: try list("costsA"), correct: try list("correctA")),
                RatioDifference.Side(costs: try list("costsB"), correct: try list("correctB")),
                groups: try optionalInts("groups")
            )
        }
    }

    private var twoModels: Cascade? {
        get throws {
            Cascade(
                cheap: Cascade.Model(correct: try list("correctA"), costs: try list("costsA")),
                strong: Cascade.Model(correct: try list("correctB"), costs: try list("costsB")),
                signals: try list("signals")
            )
        }
    }
}

extension JSONValue {
    init(_ points: [Cascade.Point]?) {
        guard let points else {
            self = .null
            return
        }
        self = .array(
            points.map {
                [
                    "threshold": JSONValue($0.threshold), "escalated": JSONValue($0.escalated),
                    "accuracy": JSONValue($0.accuracy), "cost": JSONValue($0.cost),
                ]
            }
        )
    }
}
