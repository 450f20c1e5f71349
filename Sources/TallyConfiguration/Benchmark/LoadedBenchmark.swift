package import TallyCore

/// A benchmark ready to run: every profile resolved and every key found.
package struct LoadedBenchmark: Sendable {
    package var benchmark: Benchmark
    /// The file's own words about itself.
    package var description: String?
    /// API keys by the name of their profile; profiles that need none are missing.
    package var secrets: [String: Secret]
    /// The file each price key was read from.
    package var priceSources: [String: String]

    /// Sets each lane's limit, as `--concurrency` does.
    package mutating func setConcurrency(_ limit: Int) {
        for index in benchmark.variants.indices {
            benchmark.variants[index].profile.concurrency = limit
        }
    }
}
