internal import ArgumentParser
internal import TallyConfiguration
internal import TallyKit

/// Where a run's metrics go; each flag wins over its variable and over the benchmark file.
struct MetricsFlags: ParsableArguments {
    @Option(help: "Serve /metrics for Prometheus at this port while the run lasts (0: a free one).")
    var metricsPort: Int?

    @Option(help: "Serve it for so many seconds more.")
    var metricsLinger: Int?

    @Option(help: "Write metrics into this file for the node exporter's textfile collector.")
    var metricsFile: String?

    @Option(help: "Push metrics to the Pushgateway at this address.")
    var pushGateway: String?

    @Flag(name: .customLong("cloudwatch"), help: "Send metrics to Amazon CloudWatch.")
    var sendsToCloudWatch = false

    @Option(help: "Write metrics into this file in CloudWatch's embedded metric format.")
    var emfLog: String?

    @Flag(help: "Send metrics and traces to an OpenTelemetry collector.")
    var otlp = false

    @Option(help: "Write a line of JSON into this file for every request, trial and error.")
    var eventLog: String?

    func validate() throws {
        if let metricsPort, !(0...65_535).contains(metricsPort) {
            throw ValidationError("--metrics-port must be between 0 and 65535")
        }
        if let metricsLinger, !(0...86_400).contains(metricsLinger) {
            throw ValidationError("--metrics-linger must be between 0 and 86400 seconds")
        }
        if let pushGateway, let problem = MonitorRules.address(pushGateway) {
            throw ValidationError("--push-gateway: \(problem)")
        }
        if pushGateway?.contains("@") == true {
            throw ValidationError(
                "--push-gateway: no password on a command line; put the address into PUSHGATEWAY_URL"
            )
        }
    }

    var flags: MonitorFlags {
        var flags = MonitorFlags()
        flags.port = metricsPort
        flags.linger = metricsLinger.map { .seconds($0) }
        flags.file = metricsFile
        flags.pushGateway = pushGateway
        flags.log = eventLog
        flags.sendsToCloudWatch = sendsToCloudWatch
        flags.emf = emfLog
        flags.sendsToOTLP = otlp
        return flags
    }
}
