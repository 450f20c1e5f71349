package import TallyCore

/// Where a webhook is and what signs for it, with the variables filled in.
package struct WebhookAccess: Sendable {
    package var url: String
    /// What the address took from variables.
    package var secrets: [Secret]
    /// `nil` where nothing is signed.
    package var secret: Secret?

    /// The environment should have read the benchmark's `.env` already.
    ///
    /// Throws `ConfigurationError` where a variable is missing or the address is none.
    package init(
        _ options: MonitorOptions.Webhook,
        _ environment: Environment
    ) throws(ConfigurationError) {
        func fault(_ problem: String) -> ConfigurationError {
            ConfigurationError(file: "monitors", keyPath: "webhook.url", message: problem)
        }
        let (text, values) = try Expansion.expand(
            options.url,
            environment: environment,
            fault: fault
        )
        if let problem = MonitorRules.address(text) { throw fault(problem) }
        url = text
        secrets = values.map { Secret($0) }
        guard let name = options.secretVariable else { return }
        guard let value = environment.value(name), !value.isEmpty else {
            throw ConfigurationError(
                file: name,
                message:
                    "is not set, and webhook.secret_env names it; set it, or write it into .env"
            )
        }
        secret = Secret(value)
    }
}
