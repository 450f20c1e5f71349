package import TallyCore

/// An experiment about to be stored with its runs.
package struct NewExperiment: Sendable {
    package var ulid: ULID
    package var key: Digest
    package var benchmark: Benchmark
    package var dataset: DatasetIdentity
    package var provenance: JSONValue
    package var created: Moment
    package var runs: [NewRun]

    package init(
        ulid: ULID,
        key: Digest,
        benchmark: Benchmark,
        dataset: DatasetIdentity,
        provenance: JSONValue,
        created: Moment,
        runs: [NewRun]
    ) {
        self.ulid = ulid
        self.key = key
        self.benchmark = benchmark
        self.dataset = dataset
        self.provenance = provenance
        self.created = created
        self.runs = runs
    }
}

/// One variant's run about to be stored.
package struct NewRun: Sendable {
    package var ulid: ULID
    package var key: Digest
    package var variant: Variant
    package var planned: Int
    package var scorerDigest: Digest
    /// Its answers were made elsewhere.
    package var isImported = false

    package init(ulid: ULID, key: Digest, variant: Variant, planned: Int, scorerDigest: Digest) {
        self.ulid = ulid
        self.key = key
        self.variant = variant
        self.planned = planned
        self.scorerDigest = scorerDigest
    }
}
