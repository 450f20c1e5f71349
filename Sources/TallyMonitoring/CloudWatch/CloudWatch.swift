internal import Foundation
internal import Synchronization
package import TallyCore
package import TallyHTTP

/// Sends metrics to CloudWatch; what was not taken is sent with the next.
package final class CloudWatch: MetricsSink {
    /// CloudWatch takes 1,000 values and 1 MB a request.
    private static let mostData = 500
    private static let deadline: Duration = .seconds(10)

    package let name = "CloudWatch"

    private let signature: AWSSignature
    private let endpoint: String
    private let namespace: String
    private let path: WirePath
    private let redactor: Redactor
    private let deltas = Mutex(MetricDeltas())

    /// - Parameters:
    ///   - credentials: Who sends.
    ///   - region: `eu-central-1`.
    ///   - namespace: CloudWatch's, which must not begin with `AWS/`.
    ///   - endpoint: `nil` for AWS itself.
    ///   - path: Proxy and authorities.
    package init(
        _ credentials: AWSCredentials,
        region: String,
        namespace: String,
        endpoint: String? = nil,
        path: WirePath = WirePath()
    ) {
        signature = AWSSignature(credentials, region: region, service: "monitoring")
        self.namespace = namespace
        var address = endpoint ?? "https://monitoring.\(region).amazonaws.com"
        while address.hasSuffix("/") { address.removeLast() }
        self.endpoint = address
        self.path = path
        redactor = Redactor(
            secrets: [credentials.secret] + (credentials.sessionToken.map { [$0] } ?? [])
        )
    }

    /// Differences are sent, so what an earlier sitting sent is not to be sent again.
    package func begin(with export: MetricsExport) {
        let families = export.families()
        deltas.withLock { $0.begin(with: families) }
    }

    /// Sends what changed since it was last taken; throws `MonitorError` where CloudWatch does not take it.
    package func send(
        _ export: MetricsExport,
        at moment: Moment,
        isLast: Bool
    ) async throws(MonitorError) {
        let families = export.families()
        let changes = deltas.withLock { $0.changes(of: families) }
        guard !changes.isEmpty else { return }
        guard
            let client = try? WireClient(
                url: endpoint + "/",
                connections: 1,
                connect: .seconds(5),
                idle: Self.deadline,
                path: path
            )
        else { throw MonitorError("\(endpoint) is no address of CloudWatch") }
        var failure: MonitorError?
        for start in stride(from: 0, to: changes.count, by: Self.mostData) {
            let part = changes[start..<min(start + Self.mostData, changes.count)]
            failure = await send(part.map(\.datum), through: client, at: moment)
            if failure != nil { break }
            deltas.withLock { $0.take(part) }
        }
        try? await client.shutdown()
        if let failure { throw failure }
    }

    private func send(
        _ data: [MetricDatum],
        through client: WireClient,
        at moment: Moment
    ) async -> MonitorError? {
        let document: JSONValue = [
            "Namespace": .string(namespace), "MetricData": .array(data.map { $0.json(at: moment) }),
        ]
        let body = Array(document.jsonText.utf8)
        let headers = signature.headers(
            method: "POST",
            path: "/",
            headers: [
                ("content-type", "application/x-amz-json-1.0"), ("host", host),
                ("x-amz-target", "GraniteServiceVersion20100801.PutMetricData"),
            ],
            body: body,
            at: moment
        )
        let response = await client.send(
            WireRequest(
                headers: headers.filter { $0.name != "host" },
                body: body,
                deadline: Self.deadline
            )
        )
        if let failure = response.failure {
            return MonitorError("CloudWatch did not take the metrics: \(failure.message)")
        }
        let status = response.status ?? 0
        if (200..<300).contains(status) { return nil }
        let words = String(decoding: response.body.prefix(300), as: UTF8.self)
        return MonitorError("CloudWatch refused the metrics (\(status)): \(redactor.scrub(words))")
    }

    /// As the client writes it: with a port that is not the scheme's own.
    private var host: String {
        let rest = endpoint.split(separator: "/", omittingEmptySubsequences: true).dropFirst().first
        return rest.map(String.init) ?? endpoint
    }
}
