internal import Foundation
package import TallyCore
internal import TallyDatasets

/// What a person may change about answers that were given before, for one sitting.
package struct ReuseFlags: Sendable {
    package var cache: CachePolicy.Mode?
    /// How replays are paced: `.some(nil)` at once.
    package var speed: Double??
    /// The folder that cassettes are written to at the end; `nil` writes none.
    package var recording: String?

    package init(
        cache: CachePolicy.Mode? = nil,
        speed: Double?? = nil,
        recording: String? = nil
    ) {
        self.cache = cache
        self.speed = speed
        self.recording = recording
    }

    /// The benchmark with what the flags change.
    func over(_ benchmark: Benchmark) throws -> Benchmark {
        var benchmark = benchmark
        if let cache { benchmark.cache.mode = cache }
        if let speed {
            for index in benchmark.variants.indices {
                benchmark.variants[index].changeProfiles { $0.replay?.speed = speed }
            }
        }
        let profiles = benchmark.variants.flatMap(\.profiles)
        if speed != nil, !profiles.contains(where: \.isRecorded) {
            throw HarnessError(
                .usage,
                "--replay-speed: no variant of \(benchmark.file) is answered from a cassette"
            )
        }
        if recording != nil, !profiles.contains(where: { $0.provider != .rules && !$0.isRecorded })
        {
            throw HarnessError(
                .usage,
                "--record: no variant of \(benchmark.file) asks a model over a network"
            )
        }
        return benchmark
    }

    /// Makes the folder that is recorded to: one that cannot be is told before anything is paid for.
    func makeFolder() throws {
        guard let recording else { return }
        try OutputFile.makeFolder(recording)
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: recording, isDirectory: &isFolder),
            isFolder.boolValue
        else { throw HarnessError(.usage, "--record \(recording): no folder") }
    }
}
