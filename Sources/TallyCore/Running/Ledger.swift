/// Where the runner's rows go: everything that was paid for, before and after it happens.
package protocol Ledger: Sendable {
    /// A row id no other row of the store has.
    func nextID() -> Int64

    /// Writes the entries in one transaction, in order; returns when they would survive a power cut.
    ///
    /// `whenQueued` is called once, when nothing that is committed later can be written before these entries.
    func commit(_ entries: [LedgerEntry], whenQueued: () -> Void) async throws
}

extension Ledger {
    /// Writes the entries in one transaction, in order; returns when they would survive a power cut.
    package func commit(_ entries: [LedgerEntry]) async throws {
        try await commit(entries, whenQueued: {})
    }
}

/// One fact for the ledger.
package enum LedgerEntry: Sendable {
    case trialOpened(TrialOpening)
    case attemptOpened(AttemptOpening)
    case attemptClosed(AttemptClosing)
    case trialClosed(TrialClosing)
    case laneStopped(run: Int64, reason: String)
    /// An answer kept under a key was given again.
    case responseUsed(key: Digest, at: Moment)
    /// A stored answer judged anew: the trial's row stays as it is, the scoring says how it came out.
    case rescored(scoring: Int64, trial: Int64, TrialResult)
}

/// A trial begins: rows for its case and itself.
package struct TrialOpening: Sendable {
    package var id: Int64
    package var ulid: ULID
    package var run: Int64
    package var dataset: Int64
    /// The case's identity in its dataset (see `CaseSource.identity(of:)`).
    package var position: Int
    package var item: Case
    /// Of the image that is shown; `nil` when none is.
    package var imageDigest: Digest?
    package var repeatIndex: Int
    /// The case's place in the seeded order, counted from 0; `nil` where there is no order.
    package var place: Int?
    package var started: Moment

    package init(
        id: Int64,
        ulid: ULID,
        run: Int64,
        dataset: Int64,
        position: Int,
        item: Case,
        imageDigest: Digest? = nil,
        repeatIndex: Int,
        place: Int? = nil,
        started: Moment
    ) {
        self.id = id
        self.ulid = ulid
        self.run = run
        self.dataset = dataset
        self.position = position
        self.item = item
        self.imageDigest = imageDigest
        self.repeatIndex = repeatIndex
        self.place = place
        self.started = started
    }
}

/// One request is about to leave.
package struct AttemptOpening: Sendable {
    package var id: Int64
    package var ulid: ULID
    package var trial: Int64
    package var call: Int64
    /// 1 for the first attempt of a call.
    package var number: Int
    package var opened: Moment
    package var priceKey: String?
    /// Whom it asks; `nil` in runs that ask one profile alone.
    package var profile: String?

    package init(
        id: Int64,
        ulid: ULID,
        trial: Int64,
        call: Int64,
        number: Int,
        opened: Moment,
        priceKey: String?,
        profile: String? = nil
    ) {
        self.id = id
        self.ulid = ulid
        self.trial = trial
        self.call = call
        self.number = number
        self.opened = opened
        self.priceKey = priceKey
        self.profile = profile
    }
}

/// That an answer is to be found by later requests.
package struct KeptResponse: Hashable, Sendable {
    package var key: Digest
    package var moment: Moment

    package init(key: Digest, moment: Moment) {
        self.key = key
        self.moment = moment
    }
}

/// What a request brought.
package struct AttemptClosing: Sendable {
    package var id: Int64
    package var exchange: Exchange
    /// The entry of the price table that the returned model and tier are billed by.
    package var priceKey: String?
    /// What an imported prediction says it cost; `nil` where the tokens tell.
    package var statedCost: Money?
    /// `nil` where its answer is not kept for later requests.
    package var kept: KeptResponse?

    package init(
        id: Int64,
        exchange: Exchange,
        priceKey: String?,
        statedCost: Money? = nil,
        kept: KeptResponse? = nil
    ) {
        self.kept = kept
        self.id = id
        self.exchange = exchange
        self.priceKey = priceKey
        self.statedCost = statedCost
    }
}

/// A trial ends: with a result, or without one (parked, cancelled) and to be done again.
package struct TrialClosing: Sendable {
    package var id: Int64
    package var step: TrialStep
    package var run: Int64
    /// The scoring its score belongs to.
    package var scoring: Int64
    /// `nil` when the trial has no result and stays pending.
    package var result: TrialResult?
    package var ended: Moment

    package init(
        id: Int64,
        step: TrialStep,
        run: Int64,
        scoring: Int64,
        result: TrialResult?,
        ended: Moment
    ) {
        self.id = id
        self.step = step
        self.run = run
        self.scoring = scoring
        self.result = result
        self.ended = ended
    }
}

/// The accepted result of a trial.
package struct TrialResult: Sendable {
    package var outcome: TrialOutcome
    /// The parsed answer; `nil` when there is none.
    package var output: JSONObject?
    /// `nil` for infrastructure failures.
    package var score: TrialScore?
    package var isSchemaValid: Bool
    package var repairs: [String]
    /// `nil` when the endpoint told none.
    package var meanLogprob: Double?
    /// Of the attempt that counts; `nil` when nothing was measured.
    package var service: Duration?
    package var timeToFirstToken: Duration?
    package var isCensored: Bool
    /// Time spent waiting for a place and for retries.
    package var queueWait: Duration
    /// Intended start to end, waits included.
    package var total: Duration
    package var usage: Usage
    package var isSimulated: Bool
    /// What went wrong, in words; `nil` when answered.
    package var message: String?

    package init(
        outcome: TrialOutcome,
        output: JSONObject?,
        score: TrialScore?,
        isSchemaValid: Bool,
        repairs: [String],
        meanLogprob: Double? = nil,
        service: Duration?,
        timeToFirstToken: Duration?,
        isCensored: Bool,
        queueWait: Duration,
        total: Duration,
        usage: Usage,
        isSimulated: Bool,
        message: String?
    ) {
        self.outcome = outcome
        self.output = output
        self.score = score
        self.isSchemaValid = isSchemaValid
        self.repairs = repairs
        self.meanLogprob = meanLogprob
        self.service = service
        self.timeToFirstToken = timeToFirstToken
        self.isCensored = isCensored
        self.queueWait = queueWait
        self.total = total
        self.usage = usage
        self.isSimulated = isSimulated
        self.message = message
    }
}
