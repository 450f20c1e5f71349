import Foundation
import SchemaChecker
import TallyCore
import TallyReport
import Testing

struct RunDocumentTests {
    /// A run that has every part of the document.
    private var full: RunSummary {
        var run = Sample.strong
        run.documentExactRaw = Sample.estimate((0.8, 0.75, 0.85), "wilson")
        run.fieldAccuracyMicro = 0.96
        run.fields = [.init(name: "total", counts: [.correct: 190, .wrong: 6, .omitted: 2])]
        run.lineItems = .init(
            precision: 0.9,
            recall: 0.8,
            f1: 0.85,
            exactF1: 0.7,
            countExact: 0.75,
            n: 180
        )
        run.cost.wasted = Money(nanodollars: 125)
        run.cost.total = Money(nanodollars: 18_000_000)
        run.cost.perDocument = Sample.estimate((0.00009, 0.00008, 0.0001), "t")
        run.cost.perCorrect = Sample.estimate((0.0001, 0.00009, .infinity), "delta")
        run.cost.possible = Money(nanodollars: 4000)
        run.cost.possibleAttempts = 1
        run.cost.unknownAttempts = 2
        run.cost.dearest = Money(nanodollars: 90_000)
        run.tokens.usage = Usage(input: 1000, cachedInput: 400, output: 200, reasoning: 50)
        run.cache.saved = Money(nanodollars: 2_000_000)
        run.answers.rawValid = 190
        run.answers.repairs = ["trailing_comma": 2, "code_fence": 6]
        run.returnedModels = ["gpt-4o-2024-08-06": 198, "gpt-4o-2024-05-13": 2]
        run.requests = 205
        run.retries = 3
        run.rateLimited = 2
        run.wall = 17.2
        return run
    }

    @Test func `a run is written in the agreed shape`() {
        let expected = """
            {"id":"01JD8Z5W3QK7M4N2P6R8T0V1X4","name":"gpt-4o","profiles":["gpt-4o"],\
            "simulated":false,"imported":false,"recorded":false,"rescored":false,"state":"complete","stop_reason":null,"cases":200,\
            "trials":{"planned":200,"scored":198,"parse_failed":1,"failed":1,"pending":0},\
            "errors":{"timeout":1,"invalid_json":1},\
            "document_exact":{"value":0.912,"low":0.884,"high":0.934,"n":199,"method":"wilson"},\
            "document_exact_raw":{"value":0.8,"low":0.75,"high":0.85,"n":199,"method":"wilson"},\
            "field_accuracy":{"value":0.964,"low":0.955,"high":0.972,"n":199,"method":"t"},\
            "field_accuracy_micro":0.96,\
            "fields":{"total":{"correct":190,"wrong":6,"omitted":2,"hallucinated":0,"absent":0}},\
            "line_items":{"precision":0.9,"recall":0.8,"f1":0.85,"exact_f1":0.7,\
            "count_exact":0.75,"n":180},\
            "cost":{"total_usd":0.018,"per_document_usd":0.00009,"per_correct_usd":0.0001,\
            "wasted_usd":0.000000125,"unpriced":0,"useful_usd":0.017999875,\
            "possible_usd":0.000004,"estimated_usd":0.01827,"possible_attempts":1,"unknown_attempts":2,"capacity":null,"intervals":{\
            "per_document_usd":{"low":0.00008,"high":0.0001,"n":199,"method":"t"},\
            "per_correct_usd":{"low":0.00009,"high":null,"n":199,"method":"delta"}}},\
            "tokens":{"input":1000,"cached_input":400,"cache_write":0,"cache_write_1h":0,"output":200,"reasoning":50,\
            "estimated":0},\
            "cache":{"response_hits":0,"prompt_cached_ratio":0.31,"saved_usd":0.002,"response_answers":0,\
            "response_saved_usd":0,"response_saved_tokens":0,"response_saved_s":0},\
            "latency":{"n":198,"p50_s":2.1,"p90_s":null,"p95_s":5,"p99_s":null,"ttft_p50_s":0.31,\
            "ttft_p95_s":null,"censored":0,"intervals":{\
            "p50_s":{"low":0.9,"high":0.95,"n":198,"method":"binomial-ranks"},"p90_s":null,\
            "p95_s":{"low":1.7,"high":2,"n":198,"method":"binomial-ranks"},"p99_s":null,\
            "ttft_p50_s":{"low":0.3,"high":0.33,"n":198,"method":"binomial-ranks"},\
            "ttft_p95_s":null}},\
            "response":{"n":0,"p50_s":null,"p95_s":null,"p99_s":null,"queue_p50_s":null,"queue_p95_s":null,\
            "intervals":{"p50_s":null,"p95_s":null,"p99_s":null,"queue_p50_s":null,"queue_p95_s":null},\
            "arrivals":"closed"},\
            "answers":{"raw_valid":190,"repairs":{"code_fence":6,"trailing_comma":2},\
            "reconciled":0,"reconcilable":0},\
            "returned_models":{"gpt-4o-2024-05-13":2,"gpt-4o-2024-08-06":198},\
            "requests":205,"retries":3,"rate_limited":2,"wall_s":17.2}
            """
        let document = RunDocument(Sample.experiment(full)).json
        #expect(document["runs"]?[0]?.jsonText == expected)
    }

    @Test func `the document names the experiment and its data`() {
        var partial = full
        partial.state = .partial
        var document = RunDocument(Sample.experiment(full, partial)).json.object
        document?["runs"] = nil
        let digest = Sample.dataset.digest
        #expect(
            document.map(JSONValue.object)?.jsonText == """
                {"schema":"tally.run/1","experiment":"01JD8Z5W3QK7M4N2P6R8T0V1X3",\
                "benchmark":"receipts","state":"partial","dataset":{"name":"receipts",\
                "version":"1","digest":"\(digest)","cases":200}}
                """
        )
    }

    @Test func `unpriced money is null and not zero`() {
        let run = Sample.run("llama", perDocument: nil, perCorrect: nil)
        let cost = RunDocument(Sample.experiment(run)).json["runs"]?[0]?["cost"]
        #expect(cost?["total_usd"] == .null)
        #expect(cost?["per_document_usd"] == .null)
        #expect(cost?["unpriced"] == 200)
    }

    @Test func `rules cost nothing and are not unpriced`() {
        let cost = RunDocument(Sample.experiment(Sample.rules)).json["runs"]?[0]?["cost"]
        #expect(cost?["total_usd"] == 0)
        #expect(cost?["unpriced"] == 0)
    }

    @Test func `the document conforms to the published schema`() throws {
        let checker = SchemaChecker(root: try schema(), isClosed: true)
        let bare = RunSummary(
            id: "01J",
            name: "new",
            profiles: [],
            isSimulated: false,
            isImported: true,
            state: .partial,
            cases: 0
        )
        let document = RunDocument(Sample.experiment(full, Sample.rules, bare)).json
        #expect(checker.faults(document) == [])
    }

    @Test func `the schema refuses a document that lacks a key`() throws {
        var document = RunDocument(Sample.experiment(full)).json.object
        document?["dataset"] = nil
        document?["state"] = "done"
        let faults = SchemaChecker(root: try schema(), isClosed: true).faults(
            .object(try #require(document))
        )
        #expect(faults == [#"$: lacks ["dataset"]"#, "$.state: is not in the list"])
    }

    private func schema() throws -> JSONValue {
        let file = URL(filePath: #filePath).resolvingSymlinksInPath()
        let root = file.pathComponents.dropLast(4).dropFirst().joined(separator: "/")
        let bytes = try Data(contentsOf: URL(filePath: "/\(root)/docs/tally.run.schema.json"))
        return try JSONParser.parse(Array(bytes))
    }
}
