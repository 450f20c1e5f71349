import TallyCore
import TallyMonitoring
import Testing

/// What scrapers read.
struct ExpositionTests {
    static let subject = RunMeters.Subject(
        benchmark: "receipts",
        dataset: "d\"a\\y\n",
        variants: [
            .init(
                name: "v",
                isSimulated: true,
                profiles: [.init(name: "cheap"), .init(name: "strong")]
            )
        ]
    )

    static func attempt(
        _ seconds: Double,
        error: ErrorType? = nil,
        cost: Int64? = 1,
        profile: String = "cheap",
        number: Int = 1
    ) -> RunEvent {
        .attemptFinished(
            lane: 0,
            RunEvent.AttemptReport(
                error: error,
                usage: Usage(input: 10, cachedInput: 5, output: 3, reasoning: 2),
                cost: cost.map(Money.init(nanodollars:)),
                service: .seconds(seconds),
                firstToken: .milliseconds(20),
                profile: profile,
                number: number
            )
        )
    }

    private func meters(_ events: [RunEvent] = []) -> RunMeters {
        let meters = RunMeters(Self.subject, buckets: [0.1, 1])
        for event in events { meters.receive(event) }
        return meters
    }

    private func text(_ meters: RunMeters) -> String {
        MetricsExport(meters, namespace: "tally", store: "").text()
    }

    private func line(_ name: String, _ label: String, in text: String) -> [Substring] {
        text.split(separator: "\n").filter { $0.hasPrefix(name + "{") && $0.contains(label) }
    }

    @Test func `every count is there at 0 before anything happens`() {
        let text = text(meters())
        let errors = line("tally_error_total", "model=\"strong\"", in: text)
        #expect(
            errors.count == ErrorType.allCases.count && errors.allSatisfy { $0.hasSuffix("} 0") }
        )
        #expect(line("tally_request_total", "status=\"unknown\"", in: text).count == 2)
        #expect(line("tally_cost_dollars_total", "", in: text).count == 2)
    }

    @Test func `labels are escaped and every series names where it comes from`() {
        let line = line("tally_retry_total", "model=\"cheap\"", in: text(meters()))
        #expect(
            line == [
                #"tally_retry_total{benchmark="receipts",dataset="d\"a\\y\n",variant="v",model="cheap",simulated="true"} 0"#
            ]
        )
    }

    @Test func `a histogram is cumulative, ends with everything, and adds up`() {
        let events = [0.05, 0.1, 0.5, 3].map { Self.attempt($0) }
        let text = text(meters(events))
        let lines = line("tally_request_duration_seconds_bucket", "model=\"cheap\"", in: text)
        let ends = lines.compactMap { $0.split(separator: ",").last.map(String.init) }
        #expect(ends == [#"le="0.1"} 2"#, #"le="1.0"} 3"#, #"le="+Inf"} 4"#])
        let sums = line("tally_request_duration_seconds_sum", "model=\"cheap\"", in: text)
        #expect(sums.first?.hasSuffix(" 3.65") == true)
    }

    @Test func `requests, errors, tokens and dollars are counted by whom was asked`() {
        let text = text(
            meters([
                Self.attempt(1, cost: 1_500_000_001), Self.attempt(1, error: .timeout, cost: 0),
                Self.attempt(1, cost: nil, number: 2), Self.attempt(1, profile: "strong"),
            ])
        )
        func value(_ name: String, _ label: String, _ model: String = "cheap") -> String? {
            line(name, label, in: text).first { $0.contains("model=\"\(model)\"") }?
                .split(separator: " ").last.map(String.init)
        }
        #expect(value("tally_request_total", "status=\"success\"") == "2")
        #expect(value("tally_request_total", "status=\"error\"") == "1")
        #expect(value("tally_error_total", "type=\"timeout\"") == "1")
        #expect(value("tally_timeout_total", "") == "1")
        #expect(value("tally_retry_total", "") == "1")
        #expect(value("tally_unpriced_requests_total", "") == "1")
        #expect(value("tally_cost_dollars_total", "") == "1.500000001")
        #expect(value("tally_token_usage_total", "kind=\"cached_input\"") == "15")
        #expect(value("tally_reasoning_tokens_total", "", "strong") == "2")
        #expect(value("tally_cache_requests_total", "result=\"hit\"") == "2")
    }

    @Test func `accuracy has bounds once there is any, and its count always`() {
        let meters = meters()
        #expect(!text(meters).contains("accuracy_ratio{"))
        for isExact in [true, true, false] { meters.receive(Self.trial(isExact: isExact)) }
        let text = text(meters)
        #expect(
            line("tally_accuracy_documents", "document_exact", in: text).first?.hasSuffix(" 3")
                == true
        )
        let upper = line("tally_accuracy_ratio_upper", "document_exact", in: text).first
        let value = upper?.split(separator: " ").last.flatMap { Double($0) } ?? 0
        // Wilson, 2 of 3.
        #expect(abs(value - 0.9385081) < 1e-6)
        #expect(line("tally_accuracy_ratio_lower", "field_accuracy", in: text).count == 1)
    }

    static func trial(isExact: Bool) -> RunEvent {
        let score = TrialScore(
            fields: [],
            lineItems: nil,
            isDocumentExact: isExact,
            isDocumentExactRaw: isExact,
            annotated: 2,
            right: isExact ? 2 : 1,
            reconciles: nil
        )
        return .trialFinished(
            lane: 0,
            RunEvent.TrialReport(caseID: "c", outcome: .answered, score: score)
        )
    }

    @Test func `what an earlier sitting did is counted, and is not in flight`() {
        let meters = meters()
        meters.receive(stored: Self.attempt(1))
        var lost = RunEvent.AttemptReport(error: nil, usage: nil, cost: .zero, service: .zero)
        lost.profile = "cheap"
        lost.isLost = true
        meters.receive(stored: .attemptFinished(lane: 0, lost))
        meters.receive(.attemptStarted(lane: 0))
        let text = text(meters)
        #expect(line("tally_in_flight_requests", "", in: text).first?.hasSuffix(" 1") == true)
        let unknown = line("tally_request_total", "status=\"unknown\"", in: text).first
        #expect(unknown?.hasSuffix(" 1") == true)
    }

    @Test func `the moment of the end stands in what is pushed last`() {
        let export = MetricsExport(meters(), namespace: "shop", store: "")
        let text = export.text(endedAt: Moment(milliseconds: 1_795_914_000_500))
        #expect(
            text.contains(#"shop_last_run_timestamp_seconds{benchmark="receipts"} 1795914000.5"#)
        )
        #expect(text.hasSuffix("\n") && !text.contains("\n\n"))
    }
}
