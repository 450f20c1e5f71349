import TallyCore
import TallyReport
import Testing

struct TrialViewTests {
    private let run = RunRecord(
        id: 1,
        ulid: "01JD8Z5W3QK7M4N2P6R8T0V1X4",
        experiment: 1,
        ordinal: 0,
        key: "sha256:1",
        name: "gpt-4o",
        profiles: ["gpt-4o"],
        state: "complete",
        stopReason: nil,
        planned: 1,
        isSimulated: false,
        isImported: false,
        started: Moment(milliseconds: 0),
        wall: 1,
        scoring: 1
    )

    private var trial: TrialDetail {
        let item = Case(
            id: "r-1",
            text: "MILK 1.00\u{1B}[31m",
            expected: JSONObject([("total", .number("1.00")), ("tip", .null)])
        )
        var trial = TrialDetail(
            item: item,
            repeatIndex: 0,
            state: "answered",
            isAccepted: true,
            profile: "gpt-4o",
            source: "wire",
            isSimulated: false
        )
        trial.output = ["total": .number("1.0"), "tip": .number("0.10")]
        trial.repairs = ["code_fence"]
        trial.score = TrialScore(
            fields: [
                field("total", .correct), field("tip", .hallucinated),
            ],
            lineItems: nil,
            isDocumentExact: true,
            isDocumentExactRaw: true,
            annotated: 2,
            right: 1,
            reconciles: nil
        )
        trial.attempts = [attempt]
        return trial
    }

    private func field(_ name: String, _ outcome: FieldOutcome) -> FieldScore {
        FieldScore(name: name, outcome: outcome, isRawEqual: true)
    }

    private var attempt: TrialDetail.Attempt {
        var attempt = TrialDetail.Attempt(
            ulid: "01JD8Z5W3QK7M4N2P6R8T0V1X5",
            number: 1,
            state: "done",
            opened: Moment(milliseconds: 0),
            body: Array("{\"a\":1}\u{7}".utf8)
        )
        attempt.status = 200
        attempt.service = 1.25
        attempt.finish = "stop"
        attempt.billed = "billed"
        attempt.usage = Usage(input: 1000, cachedInput: 200, output: 100)
        attempt.priceKey = "openai/gpt-4o"
        attempt.price = Price(
            from: "2026-01-01",
            input: 2_500_000,
            cachedInput: 1_250_000,
            cacheWrite: nil,
            output: 10_000_000
        )
        return attempt
    }

    @Test func `a case shows fields, repairs, the bill line by line, raw answer and receipt`() {
        let expected = """
            r-1 · gpt-4o · repeat 0 · answered, exact

            field  outcome       expected  answered
            total  correct       1.00      1.0
            tip    hallucinated  null      0.10

            repairs: code_fence
            attempt 1 · 01JD8Z5W3QK7M4N2P6R8T0V1X5 · done · status 200 · 1.3 s · finish stop · billed
              bucket        tokens      $/million   dollars
              input           1000            2.5   $0.0025
              cached input     200           1.25  $0.00025
              cache write        0        unknown         -
              output           100             10    $0.001
              sum                   openai/gpt-4o  $0.00375
              raw answer:
              {"a":1}

            receipt
              MILK 1.00

            """
        #expect(TrialView(run: run, trial: trial).text() == expected)
    }

    @Test func `what is wrong with a field stands beside its outcome`() {
        var wrong = trial
        wrong.errorKinds = ["tip": [.invented], "line_items": [.missing, .missing, .invented]]
        let text = TrialView(run: run, trial: wrong).text()
        #expect(text.contains("field  outcome       kind      expected  answered"))
        #expect(text.contains("tip    hallucinated  invented  null      0.10"))
        let json = TrialView(run: run, trial: wrong).json
        #expect(json["fields"]?["tip"]?["kind"] == "invented")
    }

    @Test func `an unknown price is never a sum`() {
        var unpriced = trial
        unpriced.attempts[0].price = nil
        let text = TrialView(run: run, trial: unpriced).text()
        #expect(text.contains("unpriced"))
        #expect(!text.contains("$0.00375"))
        #expect(TrialView(run: run, trial: unpriced).json["attempts"]?[0]?["cost_usd"] == .null)
    }

    @Test func `an execution that was cut off or simulated says so`() {
        var cut = trial
        cut.isAccepted = false
        cut.isSimulated = true
        let text = TrialView(run: run, trial: cut).text()
        #expect(text.contains("no result: this execution was cut off or parked"))
        #expect(text.contains("simulated: no model answered"))
    }

    @Test func `JSON carries exact dollars`() {
        let json = TrialView(run: run, trial: trial).json
        #expect(json["attempts"]?[0]?["cost_usd"] == .number("0.00375"))
        #expect(json["fields"]?["tip"]?["outcome"] == "hallucinated")
    }

    @Test(arguments: [
        (
            #"{"prompt":[{"content_filter_results":{"hate":{"filtered":false,"severity":"safe"}}}],"answer":null}"#,
            "filter passed"
        ),
        (
            #"{"prompt":{"jailbreak":{"filtered":false,"detected":true}},"answer":{"violence":{"filtered":true,"severity":"medium"}}}"#,
            "filter jailbreak (detected), violence (medium)"
        ),
    ])
    func `a filter's verdict is what it found`(filters: String, line: String) throws {
        var trial = trial
        trial.attempts[0].facts.filters = try JSONParser.parse(filters)
        #expect(TrialView(run: run, trial: trial).text().contains(line + "\n"))
    }
}
