/// An experiment as it is stored.
package struct ExperimentRecord: Sendable {
    package var id: Int64
    package var ulid: String
    package var key: String
    package var name: String
    /// `running`, `complete` or `partial`.
    package var state: String
    package var dataset: DatasetIdentity
    /// The stored benchmark (see `Benchmark.configuration`).
    package var configuration: JSONValue
    package var provenance: JSONValue
    package var created: Moment

    package init(
        id: Int64,
        ulid: String,
        key: String,
        name: String,
        state: String,
        dataset: DatasetIdentity,
        configuration: JSONValue,
        provenance: JSONValue,
        created: Moment
    ) {
        self.id = id
        self.ulid = ulid
        self.key = key
        self.name = name
        self.state = state
        self.dataset = dataset
        self.configuration = configuration
        self.provenance = provenance
        self.created = created
    }
}

extension ExperimentRecord {
    /// The task that a run's newest scoring scored by.
    package func task(of run: RunRecord) -> JSONValue? { run.task ?? configuration["task"] }

    /// The variant a run was made of, as it was stored; `nil` when it cannot be read.
    package func variant(of run: RunRecord) -> Variant? {
        configuration["variants"]?[run.ordinal].flatMap(Variant.init(configuration:))
    }
}

/// A run as it is stored.
package struct RunRecord: Sendable {
    package var id: Int64
    package var ulid: String
    package var experiment: Int64
    package var ordinal: Int
    package var key: String
    package var name: String
    package var profiles: [String]
    package var state: String
    package var stopReason: String?
    package var planned: Int
    package var isSimulated: Bool
    package var isImported: Bool
    /// Answered from a cassette: nothing was sent, and what it cost was paid when it was recorded.
    package var isRecorded: Bool
    package var started: Moment
    /// Seconds of work, pauses between resumes left out.
    package var wall: Double
    /// The newest scoring.
    package var scoring: Int64
    /// The newest scoring by the experiment's own task, to which new trials belong.
    package var ownScoring: Int64
    /// The task that the newest scoring scored by; `nil` when it is the experiment's own.
    package var task: JSONValue?
    /// Of the newest scoring.
    package var scorerDigest: String

    package init(
        id: Int64,
        ulid: String,
        experiment: Int64,
        ordinal: Int,
        key: String,
        name: String,
        profiles: [String],
        state: String,
        stopReason: String?,
        planned: Int,
        isSimulated: Bool,
        isImported: Bool,
        isRecorded: Bool = false,
        started: Moment,
        wall: Double,
        scoring: Int64,
        ownScoring: Int64? = nil,
        task: JSONValue? = nil,
        scorerDigest: String = ""
    ) {
        self.id = id
        self.ulid = ulid
        self.experiment = experiment
        self.ordinal = ordinal
        self.key = key
        self.name = name
        self.profiles = profiles
        self.state = state
        self.stopReason = stopReason
        self.planned = planned
        self.isSimulated = isSimulated
        self.isImported = isImported
        self.isRecorded = isRecorded
        self.started = started
        self.wall = wall
        self.scoring = scoring
        self.ownScoring = ownScoring ?? scoring
        self.task = task
        self.scorerDigest = scorerDigest
    }
}

/// The few numbers of a closed run that lists show without reading its trials.
package struct RunTotals: Hashable, Sendable {
    package var scored: Int
    package var failed: Int
    package var documentExact: Double?
    package var fieldAccuracy: Double?
    package var cost: Money?
    /// Seconds.
    package var medianService: Double?

    package init(
        scored: Int,
        failed: Int,
        documentExact: Double?,
        fieldAccuracy: Double?,
        cost: Money?,
        medianService: Double?
    ) {
        self.scored = scored
        self.failed = failed
        self.documentExact = documentExact
        self.fieldAccuracy = fieldAccuracy
        self.cost = cost
        self.medianService = medianService
    }
}

/// Attempts that were sent for trials without a result: paid for, perhaps, and of no use.
package struct OrphanedAttempts: Hashable, Sendable {
    package var attempts = 0
    /// Attempts whose outcome nobody knows: the process died before it was written.
    package var unknown = 0
    package var cost: Money = .zero
    package var possible: Money = .zero
    package var possibleAttempts = 0
    package var unpriced = 0
    package var usage = Usage.zero
    package var rateLimited = 0
    /// Attempts after the first of their trial.
    package var retries = 0
    /// Attempts whose tokens are estimates.
    package var estimated = 0

    package init() {}
}
