package import TallyCore

/// A benchmark ready to run: every profile resolved and every key found.
package struct LoadedBenchmark: Sendable {
    package var benchmark: Benchmark
    /// The file's own words about itself.
    package var description: String?
    /// Where its metrics go, as far as the file says; never stored, since addresses may hold passwords.
    package var monitors: MonitorOptions
    /// What opens the endpoints, by the names of their profiles.
    package var access: [String: ResolvedAccess]
    /// The file each price key was read from.
    package var priceSources: [String: String]

    /// Sets each lane's limit, as `--concurrency` does.
    package mutating func setConcurrency(_ limit: Concurrency) {
        for index in benchmark.variants.indices {
            benchmark.variants[index].changeProfiles { profile in
                if profile.batch == nil { profile.concurrency = limit }
            }
        }
    }
}
