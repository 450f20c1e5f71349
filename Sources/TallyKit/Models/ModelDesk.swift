package import TallyConfiguration
internal import TallyCore
internal import TallyDatasets
internal import TallyProviders
package import TallyReport
package import TallyRunner
internal import TallyScoring

/// Tells about the profiles that can be named, and tries them.
package struct ModelDesk: Sendable {
    private let catalog: ProfileCatalog
    private let prices: PriceCatalog
    private let environment: Environment
    private let resolver: AccessResolver
    private let clock: RunClock

    /// Reads the built-in profiles and those of the user and, when one is given, of a benchmark file and its folder.
    package init(
        benchmark path: String?,
        environment: Environment = .current,
        clock: RunClock = RunClock()
    ) throws(ConfigurationError) {
        let file = path ?? "benchmark.yaml"
        let environment = try environment.readingDotEnv(beside: file)
        let folders = ConfigurationFolders(benchmarkFile: file, environment: environment)
        catalog = try ProfileCatalog.load(folders, benchmark: path)
        prices = try PriceCatalog.load(folders)
        resolver = AccessResolver(environment: environment, benchmarkFile: file)
        self.environment = environment
        self.clock = clock
    }

    /// Every profile, in the order of strength.
    package var models: [ModelFacts] { catalog.entries.map(facts) }

    /// The names of all profiles with an endpoint of their own.
    package var remoteNames: [String] {
        catalog.entries.map(\.profile).filter(\.provider.isRemote).map(\.name)
    }

    private func facts(_ entry: ProfileCatalog.Entry) -> ModelFacts {
        let profile = (try? entry.resolved(in: environment)) ?? entry.profile
        let today = clock.wall().day
        var facts = ModelFacts(
            profile: profile,
            key: key(of: profile),
            price: profile.expectedPriceKey.flatMap { prices.table.price($0, on: today) },
            today: today,
            file: entry.file
        )
        facts.hourPrice = profile.priceKey.flatMap { prices.table.hourPrice($0, on: today) }
        return facts
    }

    private func key(of profile: Profile) -> ModelFacts.Key {
        if let program = profile.access.tokenCommand.first { return .command(program) }
        guard !profile.access.keyVariables.isEmpty else { return .notNeeded }
        let found = profile.access.keyVariables.first { name in
            [name, name + "_FILE"].contains { environment.value($0)?.isEmpty == false }
        }
        return found.map { .found($0) } ?? .missing(profile.access.keyVariables)
    }

    /// What is known of one profile; when `asks`, one small receipt is sent to it, which is billed.
    package func check(_ name: String, asks: Bool) async throws -> Checkup {
        guard let entry = catalog[name] else {
            throw HarnessError(.usage, catalog.complaint(about: name))
        }
        var check = Checkup(name: name, findings: [])
        let profile: Profile
        do {
            profile = try entry.resolved(in: environment)
        } catch {
            check.findings = [.init("route", .failure, error.message)]
            return check
        }
        if let endpoint = profile.endpoint {
            let url = RequestAddress.url(for: profile, endpoint: endpoint)
            check.findings.append(.init("route", .fine, url))
        }
        let facts = facts(entry)
        check.findings += Checkup.findings(of: facts)
        if let image = profile.image { check.findings.append(await imageFinding(image)) }
        guard profile.provider.isRemote else { return check }
        if case .missing = facts.key { return check }
        do {
            let access = try resolver.access(for: profile)
            guard asks, check.isUsable else { return check }
            check.findings += await ModelProbe(
                profile: profile,
                access: access,
                prices: prices.table,
                clock: clock
            ).findings()
        } catch {
            check.findings.append(.init("access", .failure, "\(error)"))
        }
        return check
    }

    private func imageFinding(_ image: ImageOptions) async -> Checkup.Finding {
        let shown = image.show == .both ? "text and image are shown" : "the image is shown"
        guard let maxSide = image.maxSide else {
            return .init("image", .fine, "\(shown); a live check sends text")
        }
        do throws(DatasetError) {
            _ = try await ImageScaler()
            return .init("image", .fine, "\(shown), scaled to \(maxSide); a live check sends text")
        } catch {
            return .init("image", .failure, error.message)
        }
    }
}
