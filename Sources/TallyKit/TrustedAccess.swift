internal import Foundation
internal import TallyConfiguration
internal import TallyCore

/// Lets a stored experiment use keys and programs only as today's files say.
///
/// A store may have been made elsewhere: what it names as endpoint, key variable, header or token command is not followed.
struct TrustedAccess {
    let environment: Environment
    let benchmarkFile: String

    /// The benchmark with endpoint and access of each remote profile taken from today's files.
    ///
    /// A profile that needs no secret may have gone from the files: then it is asked where it was.
    func benchmark(_ stored: Benchmark) throws -> Benchmark {
        var benchmark = stored
        guard stored.variants.flatMap(\.profiles).contains(where: \.provider.isRemote) else {
            return benchmark
        }
        let folders = ConfigurationFolders(benchmarkFile: benchmarkFile, environment: environment)
        let isThere = FileManager.default.fileExists(atPath: benchmarkFile)
        let catalog = try ProfileCatalog.load(folders, benchmark: isThere ? benchmarkFile : nil)
        for index in benchmark.variants.indices {
            try benchmark.variants[index].changeProfiles { profile in
                guard profile.provider.isRemote, !profile.isRecorded else { return }
                if !profile.access.needsSecret, !isKnown(profile, catalog) { return }
                profile = try trusted(profile, catalog)
            }
        }
        return benchmark
    }

    /// The files have the profile, asked in the same way.
    private func isKnown(_ stored: Profile, _ catalog: ProfileCatalog) -> Bool {
        guard let current = try? catalog[stored.name]?.resolved(in: environment) else {
            return false
        }
        return current.provider == stored.provider
            && current.access.headersIdentity == stored.access.headersIdentity
    }

    private func trusted(_ stored: Profile, _ catalog: ProfileCatalog) throws -> Profile {
        func refuse(_ problem: String) -> HarnessError {
            HarnessError(
                .usage,
                "\(benchmarkFile): the profile \(stored.name) \(problem), and a store alone is not "
                    + "trusted with keys; restore it, or start anew"
            )
        }
        guard let entry = catalog[stored.name] else { throw refuse("is no longer there") }
        let current = try entry.resolved(in: environment)
        guard current.provider == stored.provider else { throw refuse("has another provider") }
        guard current.access.headersIdentity == stored.access.headersIdentity else {
            throw refuse("has other headers")
        }
        var profile = stored
        profile.endpoint = current.endpoint
        profile.access = current.access
        return profile
    }
}

extension AccessPlan {
    /// A key, a program or a variable is needed to get in.
    fileprivate var needsSecret: Bool {
        !keyVariables.isEmpty || !tokenCommand.isEmpty
            || headers.contains { $0.value.contains("${") }
    }
}
