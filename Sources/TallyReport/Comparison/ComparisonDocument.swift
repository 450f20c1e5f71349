package import TallyCore

/// The document `tally.compare/1`: a comparison for other programs (docs/tally.compare.schema.json).
package struct ComparisonDocument: Sendable {
    package static let schema = "tally.compare/1"

    private let comparison: Comparison

    package init(_ comparison: Comparison) { self.comparison = comparison }

    package var json: JSONValue {
        [
            "schema": .string(Self.schema), "baseline": EstimateJSON.run(comparison.baseline),
            "prices": .string(comparison.prices), "seed": .string(String(comparison.seed)),
            "pairs": .array(comparison.pairs.map(Self.pair)),
            "front": .array(comparison.front.map(Self.point)),
        ]
    }

    private static func pair(_ pair: Comparison.Pair) -> JSONValue {
        [
            "candidate": EstimateJSON.run(pair.candidate), "cases": EstimateJSON.cases(pair.cases),
            "remarks": EstimateJSON.remarks(pair.remarks),
            "metrics": metrics(pair.metrics), "fields": metrics(pair.fields),
            "tags": metrics(
                pair.slices.map { slice in
                    var metric = slice.metric
                    metric.name = slice.tag
                    return metric
                }
            ),
            "flips": flips(pair.flips), "error_kinds": kinds(pair.errorKinds),
            "monthly": monthly(pair.monthly),
        ]
    }

    private static func metrics(_ metrics: [PairedMetric]) -> JSONValue {
        .object(
            JSONObject(
                metrics.map { metric in
                    (
                        metric.name,
                        [
                            "unit": .string(metric.unit.rawValue),
                            "baseline": .optional(metric.baseline),
                            "candidate": .optional(metric.candidate),
                            "difference": EstimateJSON.object(metric.difference),
                            "change": EstimateJSON.object(metric.change),
                            "p": .optional(metric.p), "p_adjusted": .optional(metric.adjusted),
                            "test": .optional(metric.test),
                        ]
                    )
                }
            )
        )
    }

    private static func flips(_ flips: Comparison.Flips?) -> JSONValue {
        guard let flips else { return .null }
        return [
            "lost": .array(flips.lost.map { .string($0) }),
            "gained": .array(flips.gained.map { .string($0) }),
            "mid_p": .optional(flips.midP), "exact_p": .optional(flips.exactP),
        ]
    }

    private static func kinds(_ sides: [ErrorKinds]) -> JSONValue {
        guard sides.count == 2 else { return .null }
        func object(_ kinds: ErrorKinds) -> JSONValue {
            .object(
                JSONObject(
                    kinds.fields.map { field in
                        let met = kinds.kinds.map { ($0, kinds.count($0, in: field)) }
                            .filter { $0.1 > 0 }
                        let counts = met.map { ($0.0.rawValue, JSONValue.number($0.1)) }
                        return (field, .object(JSONObject(counts)))
                    }
                )
            )
        }
        return ["baseline": object(sides[0]), "candidate": object(sides[1])]
    }

    private static func monthly(_ monthly: Monthly?) -> JSONValue {
        guard let monthly else { return .null }
        func bill(_ bill: Monthly.Bill) -> JSONValue {
            [
                "as_observed_usd": EstimateJSON.object(bill.asObserved),
                "uncached_usd": EstimateJSON.object(bill.uncached),
                "at_stated_rate_usd": EstimateJSON.object(bill.atStatedRate),
            ]
        }
        return [
            "documents": .number(monthly.volume),
            "prompt_cache_rate": .optional(monthly.promptCacheRate),
            "baseline": bill(monthly.baseline), "candidate": bill(monthly.candidate),
        ]
    }

    private static func point(_ point: Comparison.FrontPoint) -> JSONValue {
        [
            "name": .string(point.name), "simulated": .bool(point.isSimulated),
            "cost_per_document_usd": .number(point.cost),
            "document_exact": .number(point.accuracy),
            "front": .bool(point.isOnFront), "hull": .bool(point.isOnHull),
            "probability": .optional(point.probability),
        ]
    }
}
