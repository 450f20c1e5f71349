/// One finished trial as analyses read it: narrow, without texts.
package struct TrialRecord: Sendable {
    /// The case's identity in its dataset.
    package var position: Int
    package var caseID: String
    package var group: String?
    package var weight: Double
    package var repeatIndex: Int
    /// The case's place in the seeded order; `nil` where the store does not tell.
    package var place: Int?
    package var outcome: TrialOutcome
    /// `nil` for infrastructure failures, and while no scoring exists.
    package var score: TrialScore?
    package var source: CallSource
    /// Tokens of all attempts.
    package var usage: Usage
    /// What all attempts cost; `nil` when one of them is unpriced.
    ///
    /// An answer that was given again costs what it cost when it was asked for, though it was not paid for again (`reused`).
    package var cost: Money?
    /// The part of the cost that was paid for this trial; `nil` when an attempt of its own is unpriced.
    package var paid: Money?
    /// What answers that were given again, from the response cache, brought without being paid for.
    package var reused = Reuse()
    /// The part of the cost that bought no accepted answer.
    package var wasted: Money
    /// What attempts would cost that may have been billed without usage; not part of the cost.
    package var possible: Money
    package var possibleAttempts: Int
    package var unpricedAttempts: Int
    /// What the prompt cache saved against full input price; `nil` when unpriced.
    package var saved: Money?
    /// What it would cost had all prompt tokens come from the prompt cache; `nil` when that is not known.
    package var cachedCost: Money?
    /// The answer fitted the schema as it stood; `nil` when nothing was judged.
    package var isSchemaValid: Bool?
    /// Head sent to last byte of the attempt that counts, in seconds; `nil` when nothing was measured.
    package var service: Double?
    /// The attempt ran into its deadline: the service time is a lower bound.
    package var isCensored: Bool
    package var timeToFirstToken: Double?
    /// Seconds of waiting for a place and for retries; `nil` where nothing was measured.
    package var queueWait: Double?
    /// Seconds from the intended start to the end, waits included; `nil` where nothing was measured.
    package var response: Double?
    /// Attempts after the first.
    package var retries: Int
    package var rateLimited: Int
    /// What the response cache saved.
    package struct Reuse: Hashable, Sendable {
        package var answers = 0
        package var usage = Usage.zero
        /// `nil` when one of them has no price.
        package var cost: Money? = .zero
        /// Seconds of service time.
        package var service = 0.0

        package init() {}

        package static func + (left: Self, right: Self) -> Self {
            var sum = left
            sum.answers += right.answers
            sum.usage = left.usage + right.usage
            sum.cost = left.cost.flatMap { cost in right.cost.map { cost + $0 } }
            sum.service += right.service
            return sum
        }
    }

    /// The answer needed no repair.
    package var isRawValid: Bool
    package var repairs: [String]
    /// `nil` when the endpoint told none.
    package var meanLogprob: Double?
    /// A cascade handed it over, so that the answer is the strong profile's.
    package var isEscalated: Bool

    package init(
        position: Int,
        caseID: String,
        group: String? = nil,
        weight: Double = 1,
        repeatIndex: Int = 0,
        outcome: TrialOutcome,
        score: TrialScore?,
        source: CallSource = .wire,
        usage: Usage = .zero,
        cost: Money? = .zero,
        wasted: Money = .zero,
        possible: Money = .zero,
        possibleAttempts: Int = 0,
        unpricedAttempts: Int = 0,
        saved: Money? = .zero,
        service: Double? = nil,
        isCensored: Bool = false,
        timeToFirstToken: Double? = nil,
        retries: Int = 0,
        rateLimited: Int = 0,
        isRawValid: Bool = true,
        repairs: [String] = [],
        isSchemaValid: Bool? = nil,
        meanLogprob: Double? = nil,
        isEscalated: Bool = false
    ) {
        self.position = position
        self.caseID = caseID
        self.group = group
        self.weight = weight
        self.repeatIndex = repeatIndex
        self.outcome = outcome
        self.score = score
        self.source = source
        self.usage = usage
        self.cost = cost
        paid = cost
        self.wasted = wasted
        self.possible = possible
        self.possibleAttempts = possibleAttempts
        self.unpricedAttempts = unpricedAttempts
        self.saved = saved
        self.service = service
        self.isCensored = isCensored
        self.timeToFirstToken = timeToFirstToken
        self.retries = retries
        self.rateLimited = rateLimited
        self.isRawValid = isRawValid
        self.repairs = repairs
        self.isSchemaValid = isSchemaValid
        self.meanLogprob = meanLogprob
        self.isEscalated = isEscalated
    }
}
