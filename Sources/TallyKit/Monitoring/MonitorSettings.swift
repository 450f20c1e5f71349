package import TallyConfiguration
package import TallyCore
internal import TallyHTTP
internal import TallyMonitoring

/// Where this sitting's metrics go, with what opens it and the way there.
package struct MonitorSettings: Sendable {
    package var options: MonitorOptions
    /// `nil` where no gateway is pushed to.
    var gatewayPath: WirePath?
    var cloudWatch: CloudWatch?
    /// `nil` where no collector gets anything.
    var otel: OTel?
    var webhook: WebhookMonitor?

    /// A collector of OpenTelemetry with the ways to it.
    struct OTel: Sendable {
        var access: OTelVariables.Access
        var metricsPath: WirePath
        var tracesPath: WirePath
    }

    /// Puts together what flags, environment and file say, in that order.
    package init(
        flags: MonitorFlags,
        environment: Environment,
        file: MonitorOptions
    ) throws {
        let variables = MonitorVariables(environment)
        options = try variables.options(over: file)
        flags.change(&options)
        try variables.setLevel(of: &options)
        func path(to address: String) throws -> WirePath {
            let resolver = AccessResolver(environment: environment, benchmarkFile: "")
            return WirePath(try resolver.path(to: address))
        }
        gatewayPath = try options.prometheus.pushGateway.map(path)
        cloudWatch = try options.cloudWatch.map {
            try Self.cloudWatch($0, AWSVariables(environment), path: path)
        }
        if let otlp = options.otlp {
            otel = try OTelVariables(environment).access(over: otlp.endpoint).map { access in
                OTel(
                    access: access,
                    metricsPath: try path(to: access.metricsURL),
                    tracesPath: try path(to: access.tracesURL)
                )
            }
        }
        webhook = try options.webhook.map { options in
            let access = try WebhookAccess(options, environment)
            return try WebhookMonitor(
                url: access.url,
                hidden: access.secrets.map { $0.reveal() },
                secret: access.secret?.reveal(),
                level: options.isQuiet ? .error : .info,
                path: try path(to: access.url)
            )
        }
    }

    private static func cloudWatch(
        _ options: MonitorOptions.CloudWatch,
        _ variables: AWSVariables,
        path: (String) throws -> WirePath
    ) throws -> CloudWatch {
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
            path: try path(address)
        )
    }
}
