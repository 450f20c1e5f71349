internal import TallyConfiguration
internal import TallyCore
internal import TallyDatasets
internal import TallyRules
internal import TallySimulator

/// Serves every simulated profile that the configuration knows, until its task is cancelled.
package struct SimulationServer: Sendable {
    private let datasets: [String]
    private let speed: Double

    /// `speed` is simulated seconds in one second; infinite never waits.
    package init(datasets: [String], speed: Double) {
        self.datasets = datasets
        self.speed = speed
    }

    /// Tells the base URL and the models' names once it answers.
    package func run(
        port: Int,
        onRunning: @escaping @Sendable (_ url: String, _ models: [String]) -> Void
    ) async throws {
        let environment = Environment.current
        let folders = ConfigurationFolders(benchmarkFile: nil, environment: environment)
        let profiles = try ProfileCatalog.load(folders).entries.map(\.profile)
        var models: [String: Simulation] = [:]
        for profile in profiles where profile.isSimulated {
            models[profile.model] = profile.simulation ?? Simulation()
        }
        let cases = try datasets.map { try Dataset.open($0) }
        let parser = RulesParser()
        let simulator = try Simulator(models: models, cases: cases, speed: speed) {
            parser.parse($0)
        }
        let names = models.keys.sorted()
        try await simulator.run(port: port) { port in
            onRunning("http://127.0.0.1:\(port)/v1", names)
        }
    }
}
