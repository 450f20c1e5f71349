internal import TallyCore

/// What a command line says of metrics.
package struct MonitorFlags: Hashable, Sendable {
    package var port: Int?
    package var linger: Duration?
    package var pushGateway: String?
    package var file: String?
    package var log: String?
    package var sendsToCloudWatch = false
    package var emf: String?
    package var sendsToOTLP = false

    package init() {}

    /// Flags win over whatever was said before.
    func change(_ options: inout MonitorOptions) {
        if let port { options.prometheus.port = port }
        if let linger { options.prometheus.linger = linger }
        if let pushGateway { options.prometheus.pushGateway = pushGateway }
        if let file { options.prometheus.file = file }
        if let log {
            var named = options.log ?? MonitorOptions.Log(path: log)
            named.path = log
            options.log = named
        }
        if sendsToCloudWatch {
            options.cloudWatch = options.cloudWatch ?? MonitorOptions.CloudWatch()
        }
        if let emf {
            var named = options.emf ?? MonitorOptions.EMF(path: emf)
            named.file.path = emf
            options.emf = named
        }
        if sendsToOTLP { options.otlp = options.otlp ?? MonitorOptions.OTLP() }
    }
}
