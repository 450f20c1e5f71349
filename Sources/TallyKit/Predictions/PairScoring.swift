package import TallyCore
package import TallyScoring

/// Scores predictions made elsewhere: a file of pairs, one JSON object a line, in constant memory.
package struct PairScoring: Sendable {
    private let path: String
    package let metrics: [Metric]

    /// `names` are those of metrics; all by default.
    package init(_ path: String, metrics names: [String]? = nil) throws {
        self.path = path
        let known = Metric.allCases.map(\.rawValue)
        metrics =
            try names.map { names in
                try names.map { name in
                    guard let metric = Metric(rawValue: name) else {
                        throw HarnessError(
                            .usage,
                            "--metrics: unknown metric \"\(name)\"; known: "
                                + known.joined(separator: ", ")
                        )
                    }
                    return metric
                }
            } ?? Metric.allCases
        if metrics.isEmpty { throw HarnessError(.usage, "--metrics: no name") }
    }

    /// Scores line by line; `body` gets each line's id and scores as an object.
    ///
    /// Throws at the first line that is no pair, after what came before it.
    package func run(_ body: (JSONValue) -> Void) throws -> CorpusScore {
        var corpus = CorpusScore(metrics)
        var number = 0
        try JSONLineFile(path: path).forEach { object, place throws(HarnessError) in
            number += 1
            guard let truth = object["gt"], let prediction = object["pred"] else {
                let missing = object["gt"] == nil ? "gt" : "pred"
                throw place.refuse(
                    "missing key \"\(missing)\"; a line is {\"id\", \"gt\", \"pred\"}"
                )
            }
            let score = PairScore(truth: truth, prediction: prediction, metrics: metrics)
            corpus.add(score)
            let id = object["id"] ?? .number(number)
            body(.object(JSONObject([("id", id)] + score.members(metrics))))
        }
        guard corpus.pairs > 0 else { throw HarnessError(.usage, "\(path): holds no pair") }
        return corpus
    }
}
