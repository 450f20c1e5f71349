import TallyCore
import TallyMonitoring
import Testing
import TestServer

/// What a collector of OpenTelemetry gets; `Tests/peers/monitoring.sh` has it decoded by OpenTelemetry's own messages.
struct OpenTelemetryTests {
    private static let subject = RunMeters.Subject(
        benchmark: "b",
        dataset: "d",
        variants: [
            .init(
                name: "v",
                isSimulated: false,
                profiles: [
                    .init(name: "cheap", provider: .azure, model: "phi-3"),
                    .init(name: "strong", provider: .anthropic, model: "claude"),
                ]
            )
        ]
    )

    private static func attempt(
        _ id: UInt64,
        error: ErrorType? = nil,
        model: String? = "phi-3-mini"
    ) -> TrialTrace.Attempt {
        var generator = SeededGenerator(seed: id, stream: "attempt")
        var report = RunEvent.AttemptReport(
            error: error,
            usage: Usage(input: 10, cachedInput: 5, output: 3),
            cost: Money(nanodollars: 1500),
            service: .milliseconds(900),
            firstToken: .milliseconds(200),
            profile: "cheap"
        )
        report.returnedModel = model
        return TrialTrace.Attempt(
            id: ULID(milliseconds: 1, using: &generator),
            start: .milliseconds(20),
            duration: .seconds(1),
            status: error == nil ? 200 : 503,
            report: report
        )
    }

    private static func trace(_ attempts: [TrialTrace.Attempt], seed: UInt64 = 1) -> TrialTrace {
        var generator = SeededGenerator(seed: seed, stream: "trial")
        return TrialTrace(
            id: ULID(milliseconds: 1_795_914_000_000, using: &generator),
            caseID: "c-1",
            began: Moment(milliseconds: 1_795_914_000_000),
            duration: .seconds(3),
            queueWait: .seconds(1),
            outcome: .answered,
            calls: [
                TrialTrace.Call(
                    profile: "cheap",
                    start: .milliseconds(10),
                    duration: .seconds(2),
                    attempts: attempts
                )
            ]
        )
    }

    private func client(_ port: Int) -> OTLPClient {
        OTLPClient(
            url: "http://127.0.0.1:\(port)/v1/traces",
            headers: [("authorization", "Bearer canary-token")],
            scope: OTLPScope(version: "1", attributes: []),
            // The tests share few threads: time is not what these are about.
            deadline: .seconds(60)
        )
    }

    private func body(_ request: FaultServer.Request) throws -> JSONValue {
        let parts = request.text.split(separator: "\r\n\r\n", maxSplits: 1)
        return try JSONParser.parse(String(try #require(parts.last)))
    }

    private func spans(_ document: JSONValue) -> [JSONValue] {
        document["resourceSpans"]?[0]?["scopeSpans"]?[0]?["spans"]?.array ?? []
    }

    private func attributes(_ span: JSONValue) -> [String: JSONValue] {
        var found: [String: JSONValue] = [:]
        for attribute in span["attributes"]?.array ?? [] {
            guard let key = attribute["key"]?.string else { continue }
            found[key] = attribute["value"]?.object?.members.first?.value
        }
        return found
    }

    private func hex(_ id: ULID) -> String {
        [id.bits.high, id.bits.low].map { bits in
            let digits = String(bits, radix: 16)
            return String(repeating: "0", count: 16 - digits.utf8.count) + digits
        }.joined()
    }

    private let taken = Fault("taken", [TestServer.response("200 OK", "", "{}")])

    @Test func `a call is an inference with the tokens of all its requests`() async throws {
        try await FaultServer.with(FaultServer.Script { [taken] _ in taken }) { server in
            let traces = OTLPTraces(client(server.port), Self.subject, share: 1)
            let attempts = [Self.attempt(1, error: .serverError, model: nil), Self.attempt(2)]
            let trace = Self.trace(attempts)
            traces.receive(.trialTraced(lane: 0, trace))
            try await traces.flush()
            let spans = try spans(body(server.plays[0].request))
            #expect(
                spans.map { $0["name"]?.string } == [
                    "process_receipt", "execute_tool extract", "chat phi-3", "POST", "POST",
                ]
            )
            #expect(Set(spans.map { $0["traceId"] }) == [.string(hex(trace.id))])
            let ids = spans.map { $0["spanId"]?.string ?? "" }
            #expect(Set(ids).count == 5 && ids.allSatisfy { $0.utf8.count == 16 })
            let parents = [nil, ids[0], ids[1], ids[2], ids[2]]
            #expect(spans.map { $0["parentSpanId"]?.string } == parents)
            let call = attributes(spans[2])
            #expect(call["gen_ai.provider.name"] == "azure.ai.openai")
            #expect(call["gen_ai.response.model"] == "phi-3-mini")
            #expect(call["gen_ai.usage.input_tokens"] == "30")
            #expect(call["gen_ai.usage.cache_read.input_tokens"] == "10")
            #expect(call["tally.cost_usd"]?.double == 0.000003)
            #expect(spans[2]["startTimeUnixNano"] == "1795914000010000000")
            #expect(spans[2]["endTimeUnixNano"] == "1795914002010000000")
            #expect(spans[3]["status"]?["code"] == .number(2))
            #expect(attributes(spans[3])["http.response.status_code"] == "503")
            #expect(attributes(spans[4])["http.request.resend_count"] == "1")
        }
    }

    @Test func `a refusal loses one batch and is told without the key`() async throws {
        let refused = Fault("no", [TestServer.response("400 Bad Request", "", "bad canary-token")])
        try await FaultServer.with(FaultServer.Script { _ in refused }) { server in
            let traces = OTLPTraces(client(server.port), Self.subject, share: 1)
            for seed in 0..<200 {
                traces.receive(.trialTraced(lane: 0, Self.trace([], seed: UInt64(seed))))
            }
            #expect(traces.isDue)
            let error = await #expect(throws: MonitorError.self) { try await traces.flush() }
            #expect(error?.message == "the collector refused them (400): bad [redacted]")
            #expect(server.plays.count == 1 && traces.lost == 128)
            traces.abandon()
            #expect(traces.lost == 200 && !traces.isDue)
        }
    }

    @Test func `what a collector asks for again is sent again`() async throws {
        let busy = Fault("busy", [TestServer.response("503 Busy", "Retry-After: 0.01\r\n", "")])
        let script = FaultServer.Script { [taken] in $0.number == 1 ? busy : taken }
        try await FaultServer.with(script) { server in
            let traces = OTLPTraces(client(server.port), Self.subject, share: 1)
            traces.receive(.trialTraced(lane: 0, Self.trace([])))
            try await traces.flush()
            #expect(server.plays.count == 2 && traces.lost == 0)
        }
    }

    @Test func `what a collector left out is told`() async throws {
        let answer = #"{"partialSuccess":{"rejectedSpans":"2","errorMessage":"too old"}}"#
        let partial = Fault("partial", [TestServer.response("200 OK", "", answer)])
        try await FaultServer.with(FaultServer.Script { _ in partial }) { server in
            let traces = OTLPTraces(client(server.port), Self.subject, share: 1)
            traces.receive(.trialTraced(lane: 0, Self.trace([])))
            let error = await #expect(throws: MonitorError.self) { try await traces.flush() }
            #expect(error?.message == "the collector left out 2 of them: too old")
            // The rest of the batch was taken.
            #expect(traces.lost == 0)
        }
    }

    @Test func `a share of traces is about that share, and what finds no room is lost`() {
        let client = OTLPClient(url: "x", scope: OTLPScope(version: "1", attributes: []))
        let traces = OTLPTraces(client, Self.subject, share: 0.25)
        for seed in 0..<4000 {
            traces.receive(.trialTraced(lane: 0, Self.trace([], seed: UInt64(seed))))
        }
        traces.abandon()
        #expect(abs(traces.lost - 1000) < 100)
        let all = OTLPTraces(client, Self.subject, share: 1)
        for seed in 0..<5000 {
            all.receive(.trialTraced(lane: 0, Self.trace([], seed: UInt64(seed))))
        }
        #expect(all.lost == 5000 - 4096)
    }

    @Test func `metrics are cumulative since the experiment began, integers as texts`()
        async throws
    {
        try await FaultServer.with(FaultServer.Script { [taken] _ in taken }) { server in
            let meters = RunMeters(Self.subject, buckets: [0.5, 1])
            let genAI = GenAIMeters(Self.subject)
            for number in 0..<12 {
                let event = RunEvent.attemptFinished(
                    lane: 0,
                    Self.attempt(1, model: "m\(number)").report
                )
                meters.receive(event)
                genAI.receive(event)
            }
            let began = Moment(milliseconds: 1_795_914_000_000)
            try await OTLPMetrics(
                client(server.port),
                genAI,
                since: began,
                sitting: Moment(milliseconds: 1_795_914_050_000)
            ).send(
                MetricsExport(meters, namespace: "tally", store: ""),
                at: Moment(milliseconds: 1_795_914_060_000),
                isLast: true
            )
            let document = try body(server.plays[0].request)
            let metrics =
                document["resourceMetrics"]?[0]?["scopeMetrics"]?[0]?["metrics"]?.array ?? []
            func metric(_ name: String) -> JSONValue? {
                metrics.first { $0["name"]?.string == name }
            }
            let requests = metric("tally_request_total")?["sum"]
            let point = requests?["dataPoints"]?[0]
            #expect(requests?["aggregationTemporality"] == .number(2))
            #expect(point?["asInt"] == "12" && point?["startTimeUnixNano"] == "1795914000000000000")
            let cost = metric("tally_cost_dollars_total")?["sum"]?["dataPoints"]?[0]
            #expect(cost?["asDouble"]?.double == 0.000018)
            let duration = metric("tally_request_duration_seconds")
            #expect(duration?["unit"] == "s")
            let counts = duration?["histogram"]?["dataPoints"]?[0]?["bucketCounts"]
            #expect(counts == ["0", "12", "0"])
            let cpu = metric("process_cpu_seconds_total")?["sum"]?["dataPoints"]?[0]
            #expect(cpu?["startTimeUnixNano"] == "1795914050000000000")
            // Ten model versions are told apart, and the rest are one.
            let tokens = metric("gen_ai.client.token.usage")?["histogram"]?["dataPoints"]?.array
            let models = tokens?.map { attributes($0)["gen_ai.response.model"]?.string ?? "" } ?? []
            #expect(Set(models).count == 11 && models.contains("_OTHER"))
        }
    }
}
