package import TallyConfiguration
internal import TallyCore
internal import TallyDatasets
package import TallyReport
package import TallyRunner

/// Looks at everything a run depends on, and changes nothing.
package struct Doctor: Sendable {
    private let storePath: String
    private let benchmark: String?
    private let environment: Environment
    private let clock: RunClock

    package init(
        store path: String,
        benchmark: String?,
        environment: Environment = .current,
        clock: RunClock = RunClock()
    ) {
        storePath = path
        self.benchmark = benchmark
        self.environment = environment
        self.clock = clock
    }

    /// Checks the program, the store, its disk and the clock, and profiles.
    ///
    /// The profiles are those named, else those of the benchmark, else those whose key is there. Their endpoints are
    /// asked for their list of models unless it stays offline.
    package func examine(_ names: [String], isOffline: Bool) async throws -> [Checkup] {
        let file = benchmark ?? "benchmark.yaml"
        let environment = try environment.readingDotEnv(beside: file)
        let folders = ConfigurationFolders(benchmarkFile: file, environment: environment)
        let catalog = try ProfileCatalog.load(folders, benchmark: benchmark)
        let desk = try ModelDesk(benchmark: benchmark, environment: environment, clock: clock)
        var checkups = [
            SystemExamination(clock: clock).checkup,
            StoreExamination(path: storePath).checkup,
        ]
        if let benchmark { checkups.append(self.benchmark(benchmark, environment)) }
        checkups.append(
            await WandBExamination(
                environment: environment,
                // What is wrong with the file was said above.
                file: benchmark.flatMap { file in
                    try? BenchmarkLoader(environment: environment).wandb(of: file)
                } ?? WandBOptions(),
                store: storePath,
                isOffline: isOffline
            ).checkup()
        )
        for name in try profiles(names, desk, catalog) {
            var checkup = try await desk.check(name, asks: false)
            if checkup.isUsable, !isOffline,
                let profile = try catalog[name]?.resolved(in: environment),
                profile.provider.isRemote
            {
                let resolver = AccessResolver(environment: environment, benchmarkFile: file)
                checkup.findings += await EndpointExamination(
                    profile: profile,
                    access: try resolver.access(for: profile),
                    clock: clock
                ).findings()
            }
            checkups.append(checkup)
        }
        return checkups
    }

    /// Whether a run of the benchmark would begin: its file, prices, keys and dataset.
    private func benchmark(_ path: String, _ environment: Environment) -> Checkup {
        var checkup = Checkup(name: "benchmark \(path)", findings: [])
        do {
            let loaded = try BenchmarkLoader(environment: environment).load(path)
            let variants = loaded.benchmark.variants.map(\.name).joined(separator: ", ")
            checkup.findings.append(.init("file", .fine, "variants \(variants)"))
            let dataset = try Dataset.open(loaded.benchmark.dataset, split: loaded.benchmark.split)
            checkup.findings.append(
                .init("dataset", .fine, "\(dataset.path): \(dataset.count) cases, every line read")
            )
        } catch {
            let lines = "\(error)".split(separator: "\n")
            checkup.findings.append(
                .init("file", .failure, lines.first.map(String.init) ?? "cannot be read")
            )
        }
        return checkup
    }

    private func profiles(
        _ names: [String],
        _ desk: ModelDesk,
        _ catalog: ProfileCatalog
    ) throws -> [String] {
        if !names.isEmpty { return names }
        if let benchmark {
            return try BenchmarkLoader(environment: environment).profileNames(of: benchmark)
                .filter { catalog[$0]?.profile.provider.isRemote == true }
        }
        return desk.models.filter { model in
            guard model.profile.provider.isRemote, case .found = model.key else { return false }
            return true
        }.map(\.profile.name)
    }
}
