internal import Foundation
package import TallyConfiguration
package import TallyCore
internal import TallyHTTP
internal import TallyProviders
package import TallyWandB

/// How this sitting's runs are logged for Weights & Biases, with what opens the server.
package struct WandBSettings: Sendable {
    package var options: WandBOptions
    package var mode: WandBOptions.Mode
    /// The folder that holds `wandb/`.
    package var root: String
    package var baseURL: String
    private let environment: Environment

    package static let hosted = "https://api.wandb.ai"

    /// Puts together what flags, environment and file say, in that order.
    ///
    /// Throws `ConfigurationError` where a variable is wrong, `HarnessError` where runs are to be sent without a key.
    package init(
        flags: WandBOptions,
        environment: Environment,
        file: WandBOptions,
        store: String
    ) throws {
        let variables = WandBVariables(environment)
        options = flags.over(try variables.options()).over(file)
        mode = options.mode ?? (variables.hasKey ? .online : .offline)
        let beside = URL(fileURLWithPath: store).deletingLastPathComponent()
        root = options.directory ?? beside.appendingPathComponent("runs").relativePath
        baseURL = options.baseURL ?? Self.hosted
        self.environment = environment
        // Who does not send is not held up by a netrc that cannot be read.
        guard mode == .online, try variables.key(for: baseURL) == nil else { return }
        throw HarnessError(
            .usage,
            "W&B is to be sent to, and there is no key for \(baseURL): set WANDB_API_KEY, or use "
                + "`--wandb offline`"
        )
    }

    /// What sends to the server; throws `HarnessError` without a key.
    package func server(policy: RetryPolicy = WandBServer.patience) throws -> WandBServer {
        guard let key = try WandBVariables(environment).key(for: baseURL) else {
            throw HarnessError(
                .usage,
                "there is no key for \(baseURL): set WANDB_API_KEY, or log in with `wandb login`"
            )
        }
        let path = WirePath(
            try AccessResolver(environment: environment, benchmarkFile: "").path(to: baseURL)
        )
        return WandBServer(baseURL: baseURL, key: key.reveal(), path: path, policy: policy)
    }
}
