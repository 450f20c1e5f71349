internal import Foundation
internal import TallyConfiguration
internal import TallyCore

/// Lets a stored experiment use keys and programs only as today's files say.
///
/// A store may have been made elsewhere: what it names as endpoint, key variable, header or token command is not followed.
struct TrustedAccess {
    let environment: Environment
    let benchmarkFile: String

    /// The benchmark with endpoint and access of each profile that needs a secret taken from the files.
    func benchmark(_ stored: Benchmark) throws -> Benchmark {
        var benchmark = stored
        guard stored.variants.contains(where: { $0.profile.access.needsSecret }) else {
            return benchmark
        }
        let folders = ConfigurationFolders(benchmarkFile: benchmarkFile, environment: environment)
        let isThere = FileManager.default.fileExists(atPath: benchmarkFile)
        let catalog = try ProfileCatalog.load(folders, benchmark: isThere ? benchmarkFile : nil)
        for index in benchmark.variants.indices {
            let profile = benchmark.variants[index].profile
            guard profile.access.needsSecret else { continue }
            benchmark.variants[index].profile = try trusted(profile, catalog)
        }
        return benchmark
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
