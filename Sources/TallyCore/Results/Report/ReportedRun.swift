/// One run of a report, with what its summary does not hold.
package struct ReportedRun: Sendable {
    package var summary: RunSummary
    package var started: Moment
    /// Share of documents answered within a time, without answers of the response cache.
    package var latency: [CurvePoint] = []
    /// The same with those answers, which are there at once; empty where there are none.
    package var latencyWithHits: [CurvePoint] = []
    /// Share of documents whose first token came within a time; empty where nothing was streamed.
    package var firstToken: [CurvePoint] = []
    /// Output tokens a second, the median over answers; `nil` where too few were measured.
    package var tokenRate: Estimate?
    /// What its answers were made of, in the order of a bill.
    package var buckets: [TokenBucket] = []
    /// Dollars a document had no prompt token come from the provider's cache; `nil` where unpriced.
    package var uncached: Double?
    /// Dollars a document had all come from it; `nil` where unpriced.
    package var cached: Double?
    /// Who would be looked at by each signal (`none`, `schema_valid`, `reconciles`), and who is wrong and would not be.
    package var reviews: [String: ReviewShare] = [:]
    /// The day from which its provider no longer serves the model, when it has come.
    package var retired: String?

    package init(_ summary: RunSummary, started: Moment) {
        self.summary = summary
        self.started = started
    }

    /// Shares of a run's scored trials.
    package struct ReviewShare: Hashable, Sendable {
        package var flagged: Double
        /// Wrong, and not flagged.
        package var missed: Double

        package init(flagged: Double, missed: Double) {
            self.flagged = flagged
            self.missed = missed
        }
    }

    /// A point of a distribution function.
    package struct CurvePoint: Hashable, Sendable {
        package var seconds: Double
        /// 0...1.
        package var share: Double

        package init(seconds: Double, share: Double) {
            self.seconds = seconds
            self.share = share
        }
    }

    /// The tokens of one kind that a run's billed attempts used.
    package struct TokenBucket: Hashable, Sendable {
        /// `input`, `cached input`, `cache write`, `output` ...
        package var name: String
        package var tokens: Int
        /// `nil` where a token has no price.
        package var dollars: Double?

        package init(name: String, tokens: Int, dollars: Double?) {
            self.name = name
            self.tokens = tokens
            self.dollars = dollars
        }
    }
}
