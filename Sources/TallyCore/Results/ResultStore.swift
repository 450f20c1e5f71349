/// What reports and analyses read.
///
/// What depends on prices is read under a basis; without one, each attempt costs what the prices that its experiment
/// kept say of its day.
package protocol ResultStore: Sendable {
    /// All experiments, the newest first.
    func experiments() throws -> [ExperimentRecord]

    /// The runs of an experiment in the order of its variants.
    func runs(of experiment: Int64) throws -> [RunRecord]

    /// The totals of a closed run; `nil` while it is open.
    func totals(of run: RunRecord) throws -> RunTotals?

    /// Calls `body` for every trial that has a result, with its attempts folded in.
    func forEachTrial(
        of run: RunRecord,
        pricedBy basis: CostBasis?,
        _ body: (TrialRecord) throws -> Void
    ) throws

    /// The same with the truth and the answer of each, for those who look at few of them.
    ///
    /// Only of cases before a place of the seeded order, where one is given and the store knows places.
    func forEachJudgedTrial(
        of run: RunRecord,
        before place: Int?,
        pricedBy basis: CostBasis?,
        _ body: (JudgedTrial) throws -> Void
    ) throws

    /// The same with the truth and the answer of each, one in memory at a time.
    func forEachAnswer(
        of run: RunRecord,
        pricedBy basis: CostBasis?,
        _ body: (TrialAnswer) throws -> Void
    ) throws

    /// Calls `body` for every request of a run, also those whose trial has no result.
    func forEachAttempt(
        of run: RunRecord,
        pricedBy basis: CostBasis?,
        _ body: (AttemptRecord) throws -> Void
    ) throws

    /// Calls `body` for every request of a run as operations read it.
    func forEachRequest(of run: RunRecord, _ body: (StoredRequest) throws -> Void) throws

    /// Calls `body` for every accepted trial of a run as operations read it.
    func forEachDocument(of run: RunRecord, _ body: (StoredDocument) throws -> Void) throws

    /// What was sent for trials that have no result (yet).
    func orphanedAttempts(of run: RunRecord, pricedBy basis: CostBasis?) throws -> OrphanedAttempts

    /// Every request of a run, whatever became of it.
    func requests(of run: RunRecord) throws -> Int

    /// What the dearest request of a run cost; `nil` when none that was billed has a price.
    func dearestAttempt(of run: RunRecord, pricedBy basis: CostBasis?) throws -> Money?

    /// What the capacity that a run asks costs by the hour; `nil` when it is priced by the token, or not at all.
    func capacity(of run: RunRecord, pricedBy basis: CostBasis?) throws -> HourPrice?

    /// What servers said of themselves in a run's accepted answers.
    func servers(of run: RunRecord) throws -> ServerNames

    /// Where the sittings of a run were logged for Weights & Biases, the oldest first.
    func trackedSittings(of run: RunRecord) throws -> [WandBLink]

    /// Calls `body` once for every case that has a trial in a run.
    func forEachCase(of run: RunRecord, _ body: (CaseFacts) throws -> Void) throws

    /// Every execution of one case in a run, the accepted ones and the others.
    func trials(of run: RunRecord, case id: String) throws -> [TrialDetail]

    /// The digest over (run key, case, repeat, canonical output, outcomes): no times, costs or ids.
    func resultDigest(of runs: [RunRecord]) throws -> Digest
}

/// The model versions and service tiers that servers named, each with the number of its answers.
package struct ServerNames: Hashable, Sendable {
    package var models: [String: Int] = [:]
    package var tiers: [String: Int] = [:]

    package init() {}
}

/// The same at the prices the experiment kept.
extension ResultStore {
    package func forEachTrial(
        of run: RunRecord,
        _ body: (TrialRecord) throws -> Void
    ) throws { try forEachTrial(of: run, pricedBy: nil, body) }

    package func forEachJudgedTrial(
        of run: RunRecord,
        pricedBy basis: CostBasis?,
        _ body: (JudgedTrial) throws -> Void
    ) throws { try forEachJudgedTrial(of: run, before: nil, pricedBy: basis, body) }

    package func forEachAnswer(
        of run: RunRecord,
        _ body: (TrialAnswer) throws -> Void
    ) throws { try forEachAnswer(of: run, pricedBy: nil, body) }

    package func forEachAttempt(
        of run: RunRecord,
        _ body: (AttemptRecord) throws -> Void
    ) throws { try forEachAttempt(of: run, pricedBy: nil, body) }

    package func orphanedAttempts(of run: RunRecord) throws -> OrphanedAttempts {
        try orphanedAttempts(of: run, pricedBy: nil)
    }

    package func dearestAttempt(of run: RunRecord) throws -> Money? {
        try dearestAttempt(of: run, pricedBy: nil)
    }
}
