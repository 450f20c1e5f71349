internal import TallyConfiguration
internal import TallyCore
internal import TallyDatasets
internal import TallyRules
internal import TallySimulator

/// Serves every simulated profile that the configuration knows, until its task is cancelled.
package struct SimulationServer: Sendable {
    private let datasets: [String]
    private let speed: Double
    private let keyVariable: String?

    /// Prepares a server.
    ///
    /// - Parameters:
    ///   - datasets: Folders or files whose receipts it knows.
    ///   - speed: Simulated seconds in one second; infinite never waits.
    ///   - keyVariable: The environment variable with the key that requests must bring; `nil` lets everyone in.
    package init(datasets: [String], speed: Double, keyVariable: String? = nil) {
        self.datasets = datasets
        self.speed = speed
        self.keyVariable = keyVariable
    }

    /// Tells the base URL and the models' names once it answers.
    package func run(
        port: Int,
        onRunning: @escaping @Sendable (_ url: String, _ models: [String]) -> Void
    ) async throws {
        let environment = Environment.current
        let key = try keyVariable.map { try Self.key($0, in: environment) }
        let folders = ConfigurationFolders(benchmarkFile: nil, environment: environment)
        let profiles = try ProfileCatalog.load(folders).entries.map(\.profile)
        var models: [String: Simulation] = [:]
        for profile in profiles where profile.isSimulated {
            models[profile.model] = profile.simulation ?? Simulation()
        }
        let cases = try datasets.map { try Dataset.open($0) }
        let parser = RulesParser()
        let simulator = try Simulator(
            models: models,
            cases: cases,
            apiKey: key,
            speed: speed,
            fallback: { parser.parse($0) }
        )
        let names = models.keys.sorted()
        try await simulator.run(port: port) { port in
            onRunning("http://127.0.0.1:\(port)/v1", names)
        }
    }

    /// A key that is asked for and not there must not open the door to everyone.
    private static func key(_ name: String, in environment: Environment) throws -> String {
        guard let value = environment.value(name), !value.isEmpty else {
            throw HarnessError(
                .usage,
                "the environment variable \(name), named by --key-env, is not set or empty"
            )
        }
        return value
    }
}
