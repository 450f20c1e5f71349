internal import Foundation
internal import TallyConfiguration
internal import TallyCore
internal import TallyMonitoring
internal import TallyRunner

/// The backends of one sitting, made of what its settings say.
struct MonitoringBackends: Sendable {
    /// A backend with the time between two hand-overs.
    struct Timed: Sendable {
        var sink: any MetricsSink
        var interval: Duration
    }

    private(set) var sinks: [Timed] = []
    /// Told of everything that happens, each in its own time.
    private(set) var monitors: [any Monitor] = []
    /// What the conventions for generative models want; `nil` where nobody does.
    private(set) var genAI: GenAIMeters?
    private(set) var traces: OTLPTraces?
    /// Where what goes, a line for each that sends something away.
    private(set) var notices: [String] = []

    /// `began` is when the experiment did, from which its totals count.
    init(_ settings: MonitorSettings, of subject: RunMeters.Subject, since began: Moment) {
        let options = settings.options
        let prometheus = options.prometheus
        if let address = prometheus.pushGateway, let path = settings.gatewayPath {
            let gateway = Pushgateway(
                address: address,
                job: "tally",
                benchmark: subject.benchmark,
                path: path
            )
            sinks.append(Timed(sink: gateway, interval: prometheus.interval))
            notices.append("Pushgateway initialized (job tally)")
        }
        if let file = prometheus.file {
            sinks.append(Timed(sink: MetricsFile(file), interval: prometheus.interval))
        }
        if let cloudWatch = settings.cloudWatch, let options = options.cloudWatch {
            sinks.append(Timed(sink: cloudWatch, interval: options.interval))
            notices.append("CloudWatch initialized (namespace \(options.namespace))")
        }
        if let emf = options.emf {
            let log = EMFLog(
                emf.file.path,
                namespace: emf.namespace,
                mostBytes: emf.file.mostBytes,
                kept: emf.file.kept
            )
            sinks.append(Timed(sink: log, interval: emf.interval))
        }
        if let otel = settings.otel, let options = options.otlp {
            add(otel, options, subject, since: began)
        }
        if let log = options.log {
            monitors.append(
                LogMonitor(
                    log.path,
                    level: log.isQuiet ? .error : .info,
                    mostBytes: log.mostBytes,
                    kept: log.kept
                )
            )
        }
        if let webhook = settings.webhook {
            monitors.append(webhook)
            notices.append("webhook initialized")
        }
    }

    /// Addresses without what may be a password, the second by its path alone where the rest is the first's.
    private static func addresses(_ urls: [String]) -> String {
        let shown = urls.compactMap { url -> URLComponents? in
            var components = URLComponents(string: url)
            components?.user = nil
            components?.password = nil
            components?.query = nil
            return components
        }
        guard let first = shown.first?.string else { return "" }
        guard let second = shown.dropFirst().first else { return first }
        let isSame = second.host == shown[0].host && second.port == shown[0].port
        return "\(first) and \(isSame ? second.path : second.string ?? "")"
    }

    private mutating func add(
        _ otel: MonitorSettings.OTel,
        _ options: MonitorOptions.OTLP,
        _ subject: RunMeters.Subject,
        since began: Moment
    ) {
        let access = otel.access
        let scope = OTLPScope(version: Provenance.version, attributes: access.attributes)
        let what = [
            options.sendsMetrics ? access.metricsURL : nil,
            options.traceShare > 0 ? access.tracesURL : nil,
        ].compactMap { $0 }
        if !what.isEmpty { notices.append("OpenTelemetry initialized (\(Self.addresses(what)))") }
        let headers = access.headers.map { ($0.name, $0.value.reveal()) }
        if options.sendsMetrics {
            let meters = GenAIMeters(subject)
            let client = OTLPClient(
                url: access.metricsURL,
                headers: headers,
                scope: scope,
                deadline: access.deadline,
                path: otel.metricsPath
            )
            let sitting = RunClock().wall()
            let metrics = OTLPMetrics(client, meters, since: began, sitting: sitting)
            sinks.append(Timed(sink: metrics, interval: options.interval ?? access.interval))
            genAI = meters
        }
        guard options.traceShare > 0 else { return }
        let client = OTLPClient(
            url: access.tracesURL,
            headers: headers,
            scope: scope,
            deadline: access.deadline,
            path: otel.tracesPath
        )
        traces = OTLPTraces(client, subject, share: options.traceShare)
    }
}
