package import TallyConfiguration
package import TallyCore
package import TallyHTTP
internal import TallyMonitoring

/// Where this sitting's metrics go, with the way there.
package struct MonitorSettings: Sendable {
    package var options: MonitorOptions
    package var path = WirePath()
    /// `nil` where CloudWatch gets nothing.
    var cloudWatch: CloudWatch?

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
        if flags.sendsToCloudWatch {
            options.cloudWatch = options.cloudWatch ?? MonitorOptions.CloudWatch()
        }
        cloudWatch = try Self.cloudWatch(options.cloudWatch, environment)
        guard let address = options.prometheus.pushGateway else { return }
        path = WirePath(
            try AccessResolver(environment: environment, benchmarkFile: "").path(to: address)
        )
    }
    private static func cloudWatch(
        _ options: MonitorOptions.CloudWatch?,
        _ environment: Environment
    ) throws -> CloudWatch? {
        guard let options else { return nil }
        let variables = AWSVariables(environment)
        guard let region = options.region ?? variables.region else {
            throw HarnessError(.usage, "CloudWatch needs a region: set AWS_REGION")
        }
        guard let keys = try variables.keys() else {
            throw HarnessError(
                .usage,
                "CloudWatch needs AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or a profile in "
                    + "~/.aws/credentials"
            )
        }
        let endpoint = variables.endpoint
        let address = endpoint ?? "https://monitoring.\(region).amazonaws.com"
        return CloudWatch(
            AWSCredentials(
                accessKey: keys.accessKey,
                secret: keys.secret.reveal(),
                sessionToken: keys.sessionToken?.reveal()
            ),
            region: region,
            namespace: options.namespace,
            endpoint: endpoint,
            path: WirePath(
                try AccessResolver(environment: environment, benchmarkFile: "").path(to: address)
            )
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
    package var sendsToCloudWatch = false

    package init() {}
}
