internal import Foundation
internal import Synchronization
package import TallyCore
package import TallyHTTP

/// Sends metrics to CloudWatch; what was not taken is sent with the next.
package final class CloudWatch: MetricsSink {
    /// CloudWatch takes 1,000 values and 1 MB a request.
    private static let mostData = 500
    private static let contentType = "application/x-amz-json-1.0"

    package let name = "CloudWatch"

    private let signature: AWSSignature
    private let endpoint: String
    private let namespace: String
    private let post: PatientPost
    private let deltas = Mutex(MetricDeltas())

    /// - Parameters:
    ///   - credentials: Who sends.
    ///   - region: `eu-central-1`.
    ///   - namespace: CloudWatch's, which must not begin with `AWS/`.
    ///   - endpoint: `nil` for AWS itself.
    ///   - deadline: The longest one request may take, and the latest moment for another try.
    ///   - path: Proxy and authorities.
    package init(
        _ credentials: AWSCredentials,
        region: String,
        namespace: String,
        endpoint: String? = nil,
        deadline: Duration = .seconds(10),
        path: WirePath = WirePath()
    ) {
        signature = AWSSignature(credentials, region: region, service: "monitoring")
        self.namespace = namespace
        var address = endpoint ?? "https://monitoring.\(region).amazonaws.com"
        while address.hasSuffix("/") { address.removeLast() }
        self.endpoint = address
        post = PatientPost(
            to: name,
            url: self.endpoint + "/",
            secrets: [credentials.secret] + (credentials.sessionToken.map { [$0] } ?? []),
            deadline: deadline,
            path: path,
            retried: [429, 500, 502, 503, 504]
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
        for start in stride(from: 0, to: changes.count, by: Self.mostData) {
            let part = changes[start..<min(start + Self.mostData, changes.count)]
            try await send(part.map(\.datum), at: moment)
            deltas.withLock { $0.take(part) }
        }
    }

    private func send(_ data: [MetricDatum], at moment: Moment) async throws(MonitorError) {
        let document: JSONValue = [
            "Namespace": .string(namespace), "MetricData": .array(data.map { $0.json(at: moment) }),
        ]
        let body = Array(document.jsonText.utf8)
        let headers = signature.headers(
            method: "POST",
            path: "/",
            headers: [
                ("content-type", Self.contentType), ("host", host),
                ("x-amz-target", "GraniteServiceVersion20100801.PutMetricData"),
            ],
            body: body,
            at: moment
        )
        _ = try await post.send(body, headers: headers.filter { $0.name != "host" })
    }

    /// As the client writes it: with a port that is not the scheme's own.
    private var host: String {
        let rest = endpoint.split(separator: "/", omittingEmptySubsequences: true).dropFirst().first
        return rest.map(String.init) ?? endpoint
    }
}
