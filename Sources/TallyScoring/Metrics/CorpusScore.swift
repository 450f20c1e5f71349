package import TallyCore

/// What all predictions of a file are worth together, added up one at a time.
///
/// Means are over the pairs for which a metric is defined; the F1s are micro, over the counts of the whole corpus.
package struct CorpusScore: Sendable {
    /// A mean as it grows.
    private struct Mean {
        var sum = 0.0
        var count = 0

        mutating func add(_ value: Double?) {
            guard let value else { return }
            sum += value
            count += 1
        }

        var value: Double? { count > 0 ? sum / Double(count) : nil }
    }

    private let metrics: [Metric]
    package private(set) var pairs = 0
    private var anlsStar = Mean()
    private var donutAccuracy = Mean()
    private var jsonDiff = Mean()
    private var donut = (counts: Donut.Counts(), pairs: 0)
    private var sroie = (counts: SROIEExact(), pairs: 0)
    private var kieval = (counts: KIEval(), pairs: 0)

    package init(_ metrics: [Metric]) { self.metrics = metrics }

    package mutating func add(_ score: PairScore) {
        pairs += 1
        anlsStar.add(score.anlsStar)
        donutAccuracy.add(score.donutAccuracy)
        jsonDiff.add(score.jsonDiff)
        if let counts = score.donut {
            donut.counts += counts
            donut.pairs += counts.f1 == nil ? 0 : 1
        }
        if let counts = score.sroie {
            sroie.counts += counts
            sroie.pairs += 1
        }
        if let counts = score.kieval {
            kieval.counts += counts
            kieval.pairs += counts.entityF1 == nil ? 0 : 1
        }
    }

    /// One value of the table: what it is, its value, and the pairs it rests on.
    package struct Row: Hashable, Sendable {
        package var name: String
        package var value: Double?
        package var pairs: Int
    }

    /// The values in the order of the metrics.
    package var rows: [Row] {
        metrics.flatMap { metric -> [Row] in
            func row(_ name: String, _ value: Double?, _ pairs: Int) -> Row {
                Row(name: name, value: value, pairs: pairs)
            }
            switch metric {
            case .anlsStar: return [row("anls_star", anlsStar.value, anlsStar.count)]
            case .donutAccuracy:
                return [row("donut_nted", donutAccuracy.value, donutAccuracy.count)]
            case .donutF1: return [row("donut_f1", donut.counts.f1, donut.pairs)]
            case .jsonDiff: return [row("autoevals_jsondiff", jsonDiff.value, jsonDiff.count)]
            case .sroieExact:
                return [
                    row("sroie_exact.precision", sroie.counts.precision, sroie.pairs),
                    row("sroie_exact.recall", sroie.counts.recall, sroie.pairs),
                    row("sroie_exact.f1", sroie.counts.f1, sroie.pairs),
                ]
            case .kieval:
                return [
                    row("kieval.entity_f1", kieval.counts.entityF1, kieval.pairs),
                    row("kieval.aligned", kieval.counts.aligned, kieval.pairs),
                    row("kieval.group_f1", kieval.counts.groupF1, kieval.pairs),
                ]
            }
        }
    }

    package var json: JSONValue {
        var members: [(String, JSONValue)] = [("n", .number(pairs))]
        for metric in metrics {
            switch metric {
            case .sroieExact:
                var object = sroie.counts.counts.object ?? JSONObject()
                object["precision"] = .optional(sroie.counts.precision)
                object["recall"] = .optional(sroie.counts.recall)
                object["f1"] = .optional(sroie.counts.f1)
                object["n"] = .number(sroie.pairs)
                members.append((metric.rawValue, .object(object)))
            case .kieval: members.append((metric.rawValue, kieval.counts.json))
            default:
                let value = rows.first { $0.name == metric.rawValue }?.value
                members.append((metric.rawValue, .optional(value)))
            }
        }
        return ["corpus": .object(JSONObject(members))]
    }
}
