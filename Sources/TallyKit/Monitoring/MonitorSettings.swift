package import TallyConfiguration
package import TallyCore
package import TallyHTTP

/// Where this sitting's metrics go, with the way there.
package struct MonitorSettings: Sendable {
    package var options: MonitorOptions
    package var path = WirePath()

    /// Puts together what flags, environment and file say, in that order.
    package init(
        flags: MonitorFlags,
        environment: Environment,
        file: MonitorOptions
    ) throws {
        options = try MonitorVariables(environment).options(over: file)
        if let port = flags.port { options.prometheus.port = port }
        if let linger = flags.linger { options.prometheus.linger = linger }
        if let address = flags.pushGateway { options.prometheus.pushGateway = address }
        if let file = flags.file { options.prometheus.file = file }
        if let log = flags.log {
            var named = options.log ?? MonitorOptions.Log(path: log)
            named.path = log
            options.log = named
        }
        guard let address = options.prometheus.pushGateway else { return }
        path = WirePath(
            try AccessResolver(environment: environment, benchmarkFile: "").path(to: address)
        )
    }
}

/// What a command line says of metrics.
package struct MonitorFlags: Hashable, Sendable {
    package var port: Int?
    package var linger: Duration?
    package var pushGateway: String?
    package var file: String?
    package var log: String?

    package init() {}
}
