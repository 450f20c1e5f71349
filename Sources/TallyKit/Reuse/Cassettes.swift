internal import TallyCore
internal import TallyProviders

/// The cassettes that a benchmark's profiles are answered from, each read in whole before anything runs.
struct Cassettes: Sendable {
    private var byPath: [String: Cassette] = [:]

    /// None: every profile asks its endpoint.
    init() {}

    /// Throws a `HarnessError` for one that is damaged or gone.
    init(of benchmark: Benchmark) throws {
        for profile in benchmark.variants.flatMap(\.profiles) {
            guard let path = profile.replay?.cassette, byPath[path] == nil else { continue }
            do throws(CassetteError) {
                byPath[path] = try Cassette(reading: path)
            } catch {
                throw HarnessError(.usage, error.description)
            }
        }
    }

    /// What answers a profile; `nil` for one that asks an endpoint.
    func provider(for profile: Profile, schema: JSONValue) -> ReplayProvider? {
        profile.replay.flatMap { replay in
            byPath[replay.cassette].map {
                ReplayProvider($0, profile: profile, replay: replay, schema: schema)
            }
        }
    }
}
