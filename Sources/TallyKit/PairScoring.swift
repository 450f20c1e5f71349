package import TallyCore
internal import TallyDatasets
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
        var stream = LineStream(try DataFile(path))
        var number = 0
        var problem: HarnessError?
        try stream.read(onChunk: { _ in }) { line, _ in
            number += 1
            guard problem == nil else { return }
            do throws(HarnessError) {
                guard let pair = try pair(line, number) else { return }
                let score = PairScore(
                    truth: pair.truth,
                    prediction: pair.prediction,
                    metrics: metrics
                )
                corpus.add(score)
                body(.object(JSONObject([("id", pair.id)] + score.members(metrics))))
            } catch {
                problem = error
            }
        }
        if let problem { throw problem }
        guard corpus.pairs > 0 else { throw HarnessError(.usage, "\(path): holds no pair") }
        return corpus
    }

    private func pair(
        _ line: LineStream.Line,
        _ number: Int
    ) throws(HarnessError) -> (id: JSONValue, truth: JSONValue, prediction: JSONValue)? {
        func refuse(_ problem: String) -> HarnessError {
            HarnessError(.usage, "\(path):\(number): \(problem)")
        }
        guard case .bytes(let bytes) = line else { throw refuse("longer than 8 MB") }
        if bytes.allSatisfy({ $0 == 0x20 || $0 == 0x0D || $0 == 0x09 }) { return nil }
        let value: JSONValue
        do {
            value = try JSONParser.parse(Array(bytes))
        } catch {
            throw refuse("\(error)")
        }
        guard let object = value.object else {
            throw refuse("expected an object with id, gt and pred, found \(value.kind)")
        }
        for key in ["gt", "pred"] where object[key] == nil {
            throw refuse("missing key \"\(key)\"; a line is {\"id\", \"gt\", \"pred\"}")
        }
        return (object["id"] ?? .number(number), object["gt"] ?? .null, object["pred"] ?? .null)
    }
}
