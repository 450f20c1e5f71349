package import TallyCore

/// Sends all metrics to a collector of OpenTelemetry, cumulative: a time that is missed costs nothing.
package struct OTLPMetrics: MetricsSink {
    package let name = "OpenTelemetry metrics"

    private let client: OTLPClient
    private let meters: GenAIMeters
    private let began: Moment
    private let sitting: Moment

    /// - Parameters:
    ///   - client: Of the collector's metrics.
    ///   - meters: What the conventions for generative models want besides.
    ///   - began: When the experiment began, from which totals count.
    ///   - sitting: When this process did, from which its own count.
    package init(
        _ client: OTLPClient,
        _ meters: GenAIMeters,
        since began: Moment,
        sitting: Moment
    ) {
        self.client = client
        self.meters = meters
        self.began = began
        self.sitting = sitting
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
            began: began,
            sitting: sitting
        )
        let families = export.allFamilies + meters.families
        let rejection = try await client.post(document.json(families, at: moment).jsonText)
        if let rejection { throw rejection }
    }
}
