/// Everything one run amounts to: the numbers of the table and of the JSON document.
package struct RunSummary: Sendable {
    /// `complete` when every planned trial has a result.
    package enum State: String, Sendable {
        case complete, partial
    }

    package var id: String
    package var name: String
    package var profiles: [String]
    package var isSimulated: Bool
    package var isImported: Bool
    /// Answered from a cassette: cost and times are those of the recording.
    package var isRecorded = false
    /// Scored by another task than its own.
    package var isRescored = false
    package var state: State
    package var cases: Int
    package var trials = Trials()
    /// Trials by the error that ended them.
    package var errors: [ErrorType: Int] = [:]
    package var documentExact: Estimate?
    /// Without normalisation.
    package var documentExactRaw: Estimate?
    package var fieldAccuracy: Estimate?
    package var fieldAccuracyMicro: Double?
    package var fields: [Field] = []
    /// Wrong fields by what is wrong with them; `nil` where nobody looked.
    package var errorKinds: ErrorKinds?
    /// `nil` where nobody looked, or no receipt is there with and without an injection.
    package var injection: InjectionEffect?
    package var lineItems: LineItems?
    package var cost = Cost()
    package var tokens = Tokens()
    package var cache = Cache()
    package var latency = Latency()
    package var response = Response()
    /// Where the variance of being exact comes from; `nil` without repeats.
    package var variance: Variance?
    package var answers = Answers()
    /// The share of cases that a cascade handed over; `nil` for a run that asks one profile alone.
    package var escalated: Estimate?
    /// The model versions the servers named, with the answers of each.
    package var returnedModels: [String: Int] = [:]
    /// Requests sent in all, those of trials without a result included.
    package var requests = 0
    package var retries = 0
    package var rateLimited = 0
    /// Seconds the run took, pauses between resumes left out.
    package var wall = 0.0
    /// Where its newest sitting was logged for Weights & Biases; `nil` where none was.
    package var wandb: WandBLink?
    /// Why the lane stopped before its end, in one line.
    package var stopReason: String?

    package init(
        id: String,
        name: String,
        profiles: [String],
        isSimulated: Bool,
        isImported: Bool,
        state: State,
        cases: Int
    ) {
        self.id = id
        self.name = name
        self.profiles = profiles
        self.isSimulated = isSimulated
        self.isImported = isImported
        self.state = state
        self.cases = cases
    }

    package struct Trials: Hashable, Sendable {
        package var planned = 0
        /// Answered and scored.
        package var scored = 0
        /// Model failures: scored 0.
        package var parseFailed = 0
        /// Infrastructure failures: not scored.
        package var failed = 0
        package var pending = 0

        package init() {}
    }

    /// Outcomes of one field over all scored trials.
    package struct Field: Hashable, Sendable {
        package var name: String
        package var counts: [FieldOutcome: Int]

        package init(name: String, counts: [FieldOutcome: Int]) {
            self.name = name
            self.counts = counts
        }
    }

    /// Means over the cases whose line items are annotated.
    package struct LineItems: Hashable, Sendable {
        package var precision: Double
        package var recall: Double
        package var f1: Double
        package var exactF1: Double
        package var countExact: Double
        package var n: Int

        package init(
            precision: Double,
            recall: Double,
            f1: Double,
            exactF1: Double,
            countExact: Double,
            n: Int
        ) {
            self.precision = precision
            self.recall = recall
            self.f1 = f1
            self.exactF1 = exactF1
            self.countExact = countExact
            self.n = n
        }
    }

    /// Money; `nil` where a price is unknown.
    package struct Cost: Hashable, Sendable {
        package var total: Money?
        /// Dollars a document.
        package var perDocument: Estimate?
        /// Dollars a correct document; `nil` also when none is correct.
        package var perCorrect: Estimate?
        /// Dollars a document for reviews and for errors that nobody saw; `nil` where the benchmark states neither cost.
        package var aftermath: Estimate?
        /// Dollars a document, these included.
        package var expected: Estimate?
        package var wasted: Money?
        /// What attempts would cost that the provider may bill without saying so, by the tokens seen; not in `total`.
        package var possible = Money.zero
        package var possibleAttempts = 0
        /// Attempts whose price is unknown.
        package var unpriced = 0
        /// Attempts cut off before their outcome was written: perhaps billed, not in any sum.
        package var unknownAttempts = 0
        /// What made the total where it was paid by the hour: then nothing but the total is billed, and no attempt has a
        /// cost of its own.
        package var capacity: HourPrice?
        /// What the dearest billed attempt of the run cost; `nil` without one.
        package var dearest: Money?

        package init() {}

        /// The part of the total that bought accepted answers.
        package var useful: Money? {
            guard let total, let wasted else { return nil }
            return total - wasted
        }

        /// About what the provider's bill may come to: the total, and for each attempt that may be billed, though nobody
        /// says so, the dearest billed one's cost; `nil` where there is none to go by.
        ///
        /// An estimate, no bound: what a model wrote to an attempt that was cut off nobody knows.
        package var estimate: Money? {
            guard let total else { return nil }
            guard possibleAttempts + unknownAttempts > 0 else { return total }
            guard let dearest else { return nil }
            return total + max(possible, dearest * possibleAttempts) + dearest * unknownAttempts
        }
    }

    package struct Tokens: Hashable, Sendable {
        package var usage = Usage.zero
        /// Trials whose tokens are Tally's estimate.
        package var estimated = 0

        package init() {}
    }

    package struct Cache: Hashable, Sendable {
        /// Trials whose deciding answer came from the response cache.
        package var responseHits = 0
        /// What those answers and any other of the response cache would have taken: nothing of it was paid for again.
        package var reused = TrialRecord.Reuse()
        /// Cached input over all input tokens that were sent; `nil` without tokens.
        package var promptCachedRatio: Double?
        /// What the provider's prompt cache saved.
        package var saved: Money?

        package init() {}
    }

    /// Seconds; a quantile is `nil` when n is too small for it.
    package struct Latency: Hashable, Sendable {
        package var n = 0
        /// Observations cut off by a deadline, counted at least that long.
        package var censored = 0
        package var p50: Estimate?
        package var p90: Estimate?
        package var p95: Estimate?
        package var p99: Estimate?
        package var firstTokenP50: Estimate?
        package var firstTokenP95: Estimate?

        package init() {}
    }

    /// Seconds from the intended start of a trial to its end, waits and retries included.
    package struct Response: Hashable, Sendable {
        package var n = 0
        package var p50: Estimate?
        package var p95: Estimate?
        package var p99: Estimate?
        /// The part of it that was waiting, for a place or for a retry.
        package var queueP50: Estimate?
        package var queueP95: Estimate?
        /// When documents were sent.
        package var arrivals = Arrivals.closed

        package init() {}
    }

    /// The variance of a case's mean over its repeats, split (Miller 2024).
    package struct Variance: Hashable, Sendable {
        /// Cases.
        package var n: Int
        package var between: Double
        package var within: Double

        package init(n: Int, between: Double, within: Double) {
            self.n = n
            self.between = between
            self.within = within
        }
    }

    /// The form of the answers.
    package struct Answers: Hashable, Sendable {
        /// Answers that needed no repair.
        package var rawValid = 0
        package var repairs: [String: Int] = [:]
        /// Answers whose own amounts add up, of those that hold enough amounts.
        package var reconciled = 0
        package var reconcilable = 0

        package init() {}
    }
}
