import Synchronization
import TallyCore
import TallyMonitoring
import Testing
import TestServer

struct CloudWatchTests {
    private static let secret = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY"

    private func credentials(_ token: String? = nil) -> AWSCredentials {
        AWSCredentials(accessKey: "AKIDEXAMPLE", secret: Self.secret, sessionToken: token)
    }

    @Test func `a request is signed as AWS's own suite has it`() throws {
        // "post-vanilla" of the Signature Version 4 test suite.
        let headers = AWSSignature(credentials(), region: "us-east-1", service: "service").headers(
            method: "POST",
            path: "/",
            headers: [("host", "example.amazonaws.com")],
            body: [],
            at: try #require(Moment(iso8601: "2015-08-30T12:36:00Z"))
        )
        #expect(headers.map(\.name) == ["host", "x-amz-date", "authorization"])
        #expect(
            headers.last?.value
                == "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/service/aws4_request, "
                + "SignedHeaders=host;x-amz-date, "
                + "Signature=5da7c1a2acd57cee7505fc6676e4e544621c30862966e37dddb68e92efbe5d6b"
        )
    }

    @Test func `token, body and spaces are signed as botocore does`() throws {
        let signature = AWSSignature(
            credentials("tok/en+="),
            region: "us-east-1",
            service: "service"
        )
        let headers = signature.headers(
            method: "POST",
            path: "/",
            headers: [
                ("content-type", "application/x-amz-json-1.0"), ("host", "example.amazonaws.com"),
                ("x-amz-target", "T  wo"),
            ],
            body: Array(#"{"a":1}"#.utf8),
            at: try #require(Moment(iso8601: "2015-08-30T12:36:00Z"))
        )
        let end = "51805247949031cbb5a193db04d4722809d8ac5206baaefb1c5da11df277df9d"
        #expect(headers.last?.value.hasSuffix("Signature=\(end)") == true)
    }

    @Test func `no description shows the secret`() {
        let credentials = credentials("tok")
        var text = ""
        dump(credentials, to: &text)
        text += "\(credentials) \(String(reflecting: credentials))"
        #expect(!text.contains(Self.secret) && !text.contains("tok"))
    }

    /// The sums of what arrived, by metric and status or type; failed requests do not count.
    private func arrived(_ plays: [FaultServer.Play]) throws -> [String: Double] {
        var sums: [String: Double] = [:]
        for play in plays where play.fault == "taken" {
            let body = play.request.text.split(separator: "\r\n\r\n", maxSplits: 1)[1]
            for datum in try JSONParser.parse(String(body))["MetricData"]?.array ?? [] {
                let dimensions = datum["Dimensions"]?.array ?? []
                let label = dimensions.first { ["status", "kind"].contains($0["Name"]?.string) }
                let model = dimensions.first { $0["Name"] == "model" }?["Value"]?.string ?? ""
                let name = [datum["MetricName"]?.string, label?["Value"]?.string, model]
                    .compactMap { $0 }.joined(separator: " ")
                let counts = datum["Counts"]?.array?.compactMap(\.double) ?? []
                // One observation of a histogram stands as a value.
                let one = name.contains("_seconds") ? 1 : datum["Value"]?.double
                sums[name, default: 0] += counts.isEmpty ? one ?? 0 : counts.reduce(0, +)
            }
        }
        return sums
    }

    private let taken = Fault("taken", [TestServer.response("200 OK", "", "{}")])
    private let refused = Fault(
        "refused",
        [TestServer.response("403 Forbidden", "", "InvalidSignature \(secret)")]
    )

    @Test func `what was not taken is sent again, and nothing twice`() async throws {
        let meters = RunMeters(ExpositionTests.subject, buckets: [0.1, 1])
        let export = MetricsExport(meters, namespace: "tally", store: "")
        let script = FaultServer.Script { [taken, refused] in $0.number == 2 ? refused : taken }
        try await FaultServer.with(script) { server in
            let cloudWatch = CloudWatch(
                credentials(),
                region: "eu-central-1",
                namespace: "Tally",
                endpoint: "http://127.0.0.1:\(server.port)/",
                deadline: .seconds(60)
            )
            let now = Moment(milliseconds: 1_795_914_000_000)
            meters.receive(ExpositionTests.attempt(0.05, cost: 1_500_000_000))
            try await cloudWatch.send(export, at: now, isLast: false)
            meters.receive(ExpositionTests.attempt(0.5, error: .timeout, cost: 0))
            let error = await #expect(throws: MonitorError.self) {
                try await cloudWatch.send(export, at: now, isLast: false)
            }
            #expect(
                error?.message
                    == "CloudWatch refused them (403): InvalidSignature [redacted]"
            )
            meters.receive(ExpositionTests.attempt(7, cost: 250_000_000))
            try await cloudWatch.send(export, at: now, isLast: false)
            let sums = try arrived(server.plays)
            #expect(sums["request success cheap"] == 2 && sums["request error cheap"] == 1)
            #expect(sums["cost_dollars cheap"] == 1.75)
            #expect(sums["token_usage input cheap"] == 30)
            #expect(sums["request_duration_seconds cheap"] == 3)
            let first = server.plays[0].request
            #expect(first.header("x-amz-target") == "GraniteServiceVersion20100801.PutMetricData")
            #expect(
                first.header("authorization")?.contains("/eu-central-1/monitoring/aws4_request")
                    == true
            )
        }
    }

    @Test func `a text that AWS does not take is made one`() async throws {
        let meters = RunMeters(ExpositionTests.subject, buckets: [1])
        meters.receive(ExpositionTests.attempt(0.5))
        let export = MetricsExport(meters, namespace: "tally", store: "")
        try await FaultServer.with(FaultServer.Script { [taken] _ in taken }) { server in
            let url = "http://127.0.0.1:\(server.port)"
            try await CloudWatch(credentials(), region: "r", namespace: "Tally", endpoint: url)
                .send(export, at: Moment(milliseconds: 1_795_914_000_000), isLast: true)
            let text = server.plays[0].request.text
            #expect(text.contains(#"{"Name":"dataset","Value":"d\"a\\y?"}"#))
        }
    }

    @Test func `what an earlier sitting sent is not sent again`() async throws {
        let meters = RunMeters(ExpositionTests.subject, buckets: [1])
        let export = MetricsExport(meters, namespace: "tally", store: "")
        try await FaultServer.with(FaultServer.Script { [taken] _ in taken }) { server in
            let url = "http://127.0.0.1:\(server.port)"
            let cloudWatch = CloudWatch(
                credentials(),
                region: "r",
                namespace: "Tally",
                endpoint: url
            )
            for _ in 0..<3 { meters.receive(stored: ExpositionTests.attempt(0.5)) }
            cloudWatch.begin(with: export)
            meters.receive(ExpositionTests.attempt(0.5))
            let now = Moment(milliseconds: 1_795_914_000_000)
            try await cloudWatch.send(export, at: now, isLast: true)
            let sums = try arrived(server.plays)
            #expect(sums["request success cheap"] == 1)
            #expect(sums["request_duration_seconds cheap"] == 1)
        }
    }
}
