internal import Foundation
internal import TallyCore
internal import TallyDatasets
internal import TallyRunner
internal import TallyScoring
internal import TallyStore

extension NewExperiment {
    /// The rows of a benchmark about to run.
    init(_ benchmark: Benchmark, _ dataset: RunnableDataset, clock: RunClock) {
        self.init(
            benchmark,
            dataset.dataset.digest,
            dataset.identity,
            images: dataset.imagesDigest,
            clock: clock
        )
    }

    /// The rows of a benchmark on a dataset, of which all the identity's cases are planned.
    init(
        _ benchmark: Benchmark,
        _ digest: Digest,
        _ identity: DatasetIdentity,
        images: Digest? = nil,
        clock: RunClock
    ) {
        let now = clock.wall()
        var generator = SystemRandomNumberGenerator()
        func identifier() -> ULID {
            ULID(milliseconds: UInt64(max(0, now.milliseconds)), using: &generator)
        }
        let task = benchmark.task
        let scorer = Scorer(fields: task.fields, required: task.required, dateOrder: task.dateOrder)
        self.init(
            ulid: identifier(),
            key: benchmark.key(dataset: digest, images: images),
            benchmark: benchmark,
            dataset: identity,
            provenance: Provenance.current(of: benchmark.file),
            created: now,
            runs: benchmark.variants.map { variant in
                NewRun(
                    ulid: identifier(),
                    key: variant.key(dataset: digest, images: images, task: task),
                    variant: variant,
                    planned: identity.cases * benchmark.repeats,
                    scorerDigest: scorer.digest
                )
            }
        )
    }
}

extension Benchmark {
    /// As it is stored: a resume from another folder finds the same files.
    var withAbsolutePaths: Benchmark {
        var benchmark = self
        benchmark.file = URL(fileURLWithPath: file).standardizedFileURL.path
        benchmark.dataset = URL(fileURLWithPath: dataset).standardizedFileURL.path
        for index in benchmark.variants.indices {
            benchmark.variants[index].changeProfiles { profile in
                guard let path = profile.replay?.cassette else { return }
                profile.replay?.cassette = URL(fileURLWithPath: path).standardizedFileURL.path
            }
        }
        return benchmark
    }
}
