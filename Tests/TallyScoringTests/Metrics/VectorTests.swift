import Foundation
import TallyCore
import TallyScoring
import Testing

/// Every metric equals its reference on every vector that the reference was run on.
@Suite(.enabled(if: ReferenceData.isThere, "no reference data: set TALLY_REFERENCE_DATA"))
struct VectorTests {
    private static let tolerance = 1e-9

    private static func truth(_ vector: JSONValue) -> MetricValue {
        MetricValue(vector["gt"] ?? .null, allowsOptions: true)
    }

    private static func prediction(_ vector: JSONValue) -> MetricValue {
        MetricValue(vector["pred"] ?? .null, allowsOptions: false)
    }

    private static func isNear(_ value: Double?, _ expected: JSONValue?) -> Bool {
        guard let expected = expected?.double else { return true }
        return value.map { abs($0 - expected) <= tolerance } ?? false
    }

    @Test(arguments: ["metric_vectors", "real_vectors"])
    func `ANLS* is the reference's`(file: String) throws {
        let vectors = try ReferenceData.lines("metrics/\(file).jsonl")
        #expect(vectors.count >= 220)
        for vector in vectors {
            let score = ANLSStar.score(
                truth: Self.truth(vector),
                prediction: Self.prediction(vector)
            )
            if let range = vector["anls_tie_range"]?.array, let low = range[0].double,
                let high = range[1].double
            {
                #expect((low - 1e-9...high + 1e-9).contains(score), "\(vector["id"]?.string ?? "")")
            } else {
                #expect(
                    Self.isNear(score, vector["anls_star"]),
                    "\(vector["id"]?.string ?? ""): \(score)"
                )
            }
        }
    }

    @Test(arguments: ["metric_vectors", "real_vectors"])
    func `Donut's accuracy and F1 are the reference's`(file: String) throws {
        for vector in try ReferenceData.lines("metrics/\(file).jsonl") {
            let (truth, prediction) = (Self.truth(vector), Self.prediction(vector))
            guard !truth.hasOptions else { continue }
            let id = vector["id"]?.string ?? ""
            let accuracy = Donut.accuracy(truth: truth, prediction: prediction)
            #expect(Self.isNear(accuracy, vector["donut_nted"]), "\(id): \(accuracy)")
            let f1 = Donut.counts(truth: truth, prediction: prediction).f1
            #expect(Self.isNear(f1, vector["donut_f1"]), "\(id): \(f1 ?? -1)")
            // Where the reference divides by zero there is no value.
            if vector["donut_f1_error"] == "ZeroDivisionError" { #expect(f1 == nil, "\(id)") }
        }
    }

    @Test func `JSONDiff is the reference's`() throws {
        for vector in try ReferenceData.lines("metrics/metric_vectors.jsonl")
        where !Self.truth(vector).hasOptions {
            let score = JSONDiff.score(
                truth: vector["gt"] ?? .null,
                prediction: vector["pred"] ?? .null
            )
            #expect(
                Self.isNear(score, vector["autoevals_jsondiff"]),
                "\(vector["id"]?.string ?? ""): \(score)"
            )
        }
    }

    @Test func `SROIE's counts are the reference's`() throws {
        var compared = 0
        for vector in try ReferenceData.lines("metrics/metric_vectors.jsonl") {
            guard let expected = vector["sroie_exact"], expected.object != nil else { continue }
            let counts = SROIEExact(
                truth: Self.truth(vector),
                prediction: Self.prediction(vector)
            )
            compared += 1
            let id = vector["id"]?.string ?? ""
            #expect(counts?.found == expected["tp"]?.integer, "\(id)")
            #expect(counts?.predicted == expected["n_pred"]?.integer, "\(id)")
            #expect(counts?.expected == expected["n_gt"]?.integer, "\(id)")
        }
        #expect(compared > 80)
    }

    @Test(arguments: ["sroie", "cord"])
    func `corpus values are the references'`(name: String) throws {
        guard let folder = ReferenceData.folder else { return }
        let text = try String(
            contentsOf: folder.appending(path: "metrics/metric_corpora.json"),
            encoding: .utf8
        )
        let corpora = try JSONParser.parse(text)["corpora"]?.array ?? []
        let corpus = try #require(corpora.first { $0["corpus"]?.string == name })
        let vectors = try ReferenceData.lines("metrics/metric_vectors.jsonl").filter {
            $0["id"]?.string?.hasPrefix(name + "-") == true
        }
        #expect(vectors.count == corpus["n"]?.integer)
        var donut = Donut.Counts()
        var (accuracy, similarity) = (0.0, 0.0)
        for vector in vectors {
            let (truth, prediction) = (Self.truth(vector), Self.prediction(vector))
            donut += Donut.counts(truth: truth, prediction: prediction)
            accuracy += Donut.accuracy(truth: truth, prediction: prediction)
            similarity += ANLSStar.score(truth: truth, prediction: prediction)
        }
        let count = Double(vectors.count)
        #expect(Self.isNear(donut.f1, corpus["donut_f1_micro"]))
        #expect(Self.isNear(accuracy / count, corpus["donut_nted_mean"]))
        // One vector of CORD has two equally good pairings, which differ by this much.
        let mean = try #require(corpus["anls_star_mean"]?.double)
        #expect(abs(similarity / count - mean) < (name == "cord" ? 3e-4 : 1e-9))
    }

    /// The figures published for QwenVL-72B on CORD's test set.
    @Test func `KIEval of recorded answers is as published`() throws {
        let vectors = try ReferenceData.lines("metrics/real_vectors.jsonl").filter {
            $0["id"]?.string?.hasPrefix("real-cord-test") == true
        }
        #expect(vectors.count == 100)
        var counts = KIEval()
        for vector in vectors {
            counts += KIEval(truth: Self.truth(vector), prediction: Self.prediction(vector))
        }
        #expect(abs((counts.entityF1 ?? 0) - 0.7707) < 5e-5)
        #expect(abs((counts.aligned ?? 0) - 0.6986) < 5e-5)
    }
}
