internal import TallyCore
package import TallyHTTP

/// Posts OTLP's JSON to one address of a collector.
///
/// Source: opentelemetry.io/docs/specs/otlp, "OTLP/HTTP": 429, 502, 503 and 504 are sent again, and nothing else that was answered.
package struct OTLPClient: Sendable {
    package let scope: OTLPScope
    private let poster: PatientPost
    private let headers: [(name: String, value: String)]

    /// - Parameters:
    ///   - url: The whole address: `http://127.0.0.1:4318/v1/metrics`.
    ///   - headers: What opens the collector; values are never shown.
    ///   - scope: Who sends.
    ///   - deadline: The longest one request may take, and the latest moment for another try.
    ///   - path: Proxy and authorities.
    package init(
        url: String,
        headers: [(name: String, value: String)] = [],
        scope: OTLPScope,
        deadline: Duration = .seconds(10),
        path: WirePath = WirePath()
    ) {
        self.scope = scope
        self.headers = headers
        poster = PatientPost(
            to: "the collector",
            url: url,
            secrets: headers.flatMap { header in
                // `Bearer TOKEN`: a server repeats the token alone.
                [header.value] + header.value.split(separator: " ").dropFirst().map(String.init)
            },
            deadline: deadline,
            path: path,
            retried: [429, 502, 503, 504]
        )
    }

    /// Sends a document; throws `MonitorError` where the collector does not take it, and returns one where it took only part.
    package func post(_ document: String) async throws(MonitorError) -> MonitorError? {
        let text = try await poster.send(Array(document.utf8), headers: headers)
        // A collector may take part of what it gets, and then says so in its answer.
        guard let partial = (try? JSONParser.parse(text))?["partialSuccess"] else { return nil }
        let numbers = ["rejectedDataPoints", "rejectedSpans"].compactMap { partial[$0] }
        let number = numbers.compactMap { $0.integer ?? $0.string.flatMap { Int($0) } }.first ?? 0
        guard number > 0 else { return nil }
        let words = partial["errorMessage"]?.string ?? ""
        return MonitorError("the collector left out \(number) of them: \(words)")
    }
}
