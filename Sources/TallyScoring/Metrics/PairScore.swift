package import TallyCore

/// What one prediction is worth by each metric; `nil` where the metric is not asked for, or not defined for the pair.
package struct PairScore: Sendable {
    package private(set) var anlsStar: Double?
    package private(set) var donutAccuracy: Double?
    package private(set) var donut: Donut.Counts?
    package private(set) var sroie: SROIEExact?
    package private(set) var jsonDiff: Double?
    package private(set) var kieval: KIEval?

    /// Scores a prediction against a ground truth, which may offer options (`{"__tuple__": [...]}`); only ANLS* knows these.
    package init(truth: JSONValue, prediction: JSONValue, metrics: [Metric]) {
        let expected = MetricValue(truth, allowsOptions: true)
        let predicted = MetricValue(prediction, allowsOptions: false)
        let hasOptions = expected.hasOptions
        for metric in metrics where !hasOptions || metric.knowsOptions {
            switch metric {
            case .anlsStar: anlsStar = ANLSStar.score(truth: expected, prediction: predicted)
            case .donutAccuracy:
                donutAccuracy = Donut.accuracy(truth: expected, prediction: predicted)
            case .donutF1: donut = Donut.counts(truth: expected, prediction: predicted)
            case .sroieExact: sroie = SROIEExact(truth: expected, prediction: predicted)
            case .jsonDiff: jsonDiff = JSONDiff.score(truth: truth, prediction: prediction)
            case .kieval: kieval = KIEval(truth: expected, prediction: predicted)
            }
        }
    }

    /// The members of a line of `tally score --json`, for the metrics asked for.
    package func members(_ metrics: [Metric]) -> [(String, JSONValue)] {
        metrics.map { metric in
            let value: JSONValue =
                switch metric {
                case .anlsStar: .optional(anlsStar)
                case .donutAccuracy: .optional(donutAccuracy)
                case .donutF1: .optional(donut?.f1)
                case .sroieExact: sroie?.counts ?? .null
                case .jsonDiff: .optional(jsonDiff)
                case .kieval: kieval?.json ?? .null
                }
            return (metric.rawValue, value)
        }
    }
}

extension SROIEExact {
    var counts: JSONValue {
        ["tp": .number(found), "n_pred": .number(predicted), "n_gt": .number(expected)]
    }
}

extension KIEval {
    var json: JSONValue {
        [
            "entity_f1": .optional(entityF1), "aligned": .optional(aligned),
            "group_f1": .optional(groupF1), "tp": .number(found), "wrong": .number(wrong),
            "missing": .number(missing), "extra": .number(extra),
        ]
    }
}
