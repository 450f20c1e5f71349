/// What one run did on one case, its repeats averaged: the unit of every comparison.
package struct CaseResult: Hashable, Sendable {
    package var id: String
    package var weight = 1.0
    /// Cases of one group are not independent.
    package var group: String?
    /// In the seeded order, counted from 0; `nil` where the store does not tell.
    package var place: Int?
    /// Trials with a quality score, model failures included.
    package var scored = 0
    /// Trials that the infrastructure failed.
    package var failed = 0
    /// Scored trials without an answer.
    package var modelFailures = 0
    /// Share of the scored trials whose document is exact; `nil` when not defined.
    package var exact: Double?
    /// Mean share of right fields over the scored trials; `nil` when not defined.
    package var accuracy: Double?
    /// Share of the scored trials in which each field is right, in the order of the run's fields; NaN where the field is
    /// not annotated.
    package var fields: [Double] = []
    /// Dollars of the first repeat; `nil` when unpriced.
    package var cost: Double?
    /// The same had nothing come from the prompt cache; `nil` when unpriced.
    package var uncachedCost: Double?
    /// The same had all prompt tokens come from it; `nil` when unpriced.
    package var cachedCost: Double?
    /// Of the first repeat: all tokens read, and those written.
    package var inputTokens = 0
    package var outputTokens = 0
    /// Seconds of the first repeat's service time; `nil` when nothing was measured.
    package var service: Double?
    /// The service time was cut off by its deadline: it is a lower bound.
    package var isCensored = false
    package var firstToken: Double?
    /// Share of the scored trials that a person would look at, by the benchmark's signal.
    package var flagged = 0.0
    /// Share of the scored trials that are wrong and that nobody would look at.
    package var missed = 0.0

    package init(id: String) { self.id = id }

    /// Has a quality score.
    package var isScored: Bool { scored > 0 }
}

/// What a stored case shows.
package struct CaseFacts: Hashable, Sendable {
    package var id: String
    /// Of what is shown and of the truth: equal for equal cases of different datasets.
    package var content: Digest

    package init(id: String, content: Digest) {
        self.id = id
        self.content = content
    }
}
