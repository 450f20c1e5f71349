internal import Foundation
package import TallyCore
package import TallyHTTP

/// Puts metrics into a Pushgateway, for runs that end before anyone scrapes them.
///
/// The group is the job and the benchmark, never a run: a gateway forgets no group by itself.
package struct Pushgateway: MetricsSink {
    package let name = "Pushgateway"

    private let url: String
    private let path: WirePath
    private let authorization: String?
    private static let deadline: Duration = .seconds(10)

    /// - Parameters:
    ///   - address: The gateway's: `http://host:9091`, with `user:password@` where it asks for them.
    ///   - job: The job's name.
    ///   - benchmark: Told apart within the job; `nil` for a job that is one group.
    ///   - path: Proxy and authorities.
    package init(address: String, job: String, benchmark: String?, path: WirePath = WirePath()) {
        var address = address
        while address.hasSuffix("/") { address.removeLast() }
        var components = URLComponents(string: address)
        let user = components?.user.map { "\($0):\(components?.password ?? "")" }
        authorization = user.map { "Basic " + Data($0.utf8).base64EncodedString() }
        components?.user = nil
        components?.password = nil
        let base = components?.string ?? address
        let group = benchmark.map { Self.part("benchmark", $0) } ?? ""
        url = "\(base)/metrics\(Self.part("job", job))\(group)"
        self.path = path
    }

    /// Replaces the group, whose last metrics tell when the run ended.
    package func send(
        _ export: MetricsExport,
        at moment: Moment,
        isLast: Bool
    ) async throws(MonitorError) {
        try await put(export.text(endedAt: isLast ? moment : nil))
    }

    /// Replaces the group by these metrics; throws `MonitorError` where the gateway does not take them.
    package func put(_ text: String) async throws(MonitorError) {
        var headers = [("content-type", Exposition.text.contentType)]
        if let authorization { headers.append(("authorization", authorization)) }
        let request = WireRequest(headers: headers, body: Array(text.utf8), deadline: Self.deadline)
        guard
            let client = try? WireClient(
                url: url,
                method: .put,
                connections: 1,
                connect: .seconds(5),
                idle: Self.deadline,
                path: path
            )
        else { throw MonitorError("\(url) is no address of a Pushgateway") }
        let response = await client.send(request)
        try? await client.shutdown()
        if let failure = response.failure {
            throw MonitorError("the Pushgateway did not take the metrics: \(failure.message)")
        }
        let status = response.status ?? 0
        guard (200..<300).contains(status) else {
            let words = String(decoding: response.body.prefix(200), as: UTF8.self)
            throw MonitorError("the Pushgateway refused the metrics (\(status)): \(words)")
        }
    }

    /// `/name/value`, or in base64 where the value has a slash or is empty.
    static func part(_ name: String, _ value: String) -> String {
        let isPlain = !value.isEmpty && !value.contains("/")
        if isPlain {
            let allowed = CharacterSet.urlPathAllowed.subtracting(CharacterSet(charactersIn: "/;"))
            return
                "/\(name)/\(value.addingPercentEncoding(withAllowedCharacters: allowed) ?? value)"
        }
        let base64 = Data(value.utf8).base64EncodedString()
            .replacing("+", with: "-").replacing("/", with: "_").replacing("=", with: "")
        return "/\(name)@base64/\(base64.isEmpty ? "=" : base64)"
    }
}
