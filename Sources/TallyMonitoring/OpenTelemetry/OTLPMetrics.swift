package import TallyCore

/// Sends all metrics to a collector of OpenTelemetry, cumulative: a time that is missed costs nothing.
package struct OTLPMetrics: MetricsSink {
    package let name = "OpenTelemetry metrics"

    private let client: OTLPClient
    private let meters: GenAIMeters
    private let began: Moment

    /// - Parameters:
    ///   - client: Of the collector's metrics.
    ///   - meters: What the conventions for generative models want besides.
    ///   - began: When the experiment began, from which totals count.
    package init(_ client: OTLPClient, _ meters: GenAIMeters, since began: Moment) {
        self.client = client
        self.meters = meters
        self.began = began
    }

    /// Sends what the metrics are now.
    package func send(
        _ export: MetricsExport,
        at moment: Moment,
        isLast: Bool
    ) async throws(MonitorError) {
        let document = OTLPMetricsDocument(
            scope: client.scope,
            namespace: export.namespace,
            began: began
        )
        let families = export.allFamilies + meters.families
        try await client.post(document.json(families, at: moment).jsonText)
    }
}
