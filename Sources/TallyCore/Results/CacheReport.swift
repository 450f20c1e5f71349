/// What caches did for a run, and what others would do for documents that arrive as its cases did.
package struct CacheReport: Sendable {
    package var run: ComparedRun
    /// Documents, first repeats alone.
    package var arrivals: Int
    /// Documents that differ.
    package var distinct: Int
    /// Seconds from the first arrival to the last; `nil` where the dataset records none, and the run's order stands in.
    package var span: Double?
    package var perDocument: PerDocument
    /// What this run's own response cache gave.
    package var reused: TrialRecord.Reuse
    /// Entries a cache may hold; the last, `nil`, has no limit.
    package var sizes: [Int?] = []
    /// Seconds an entry serves; the last, `nil`, for ever.
    package var lifetimes: [Double?] = []
    /// By lifetime, then by size.
    package var outcomes: [[Outcome]] = []
    /// The smallest size that comes within 95 % of the hits without a limit; 0 where there are none.
    package var sizeNeeded = 0
    /// `nil` where the task is not known, or an image is shown.
    package var prompt: PromptShare?
    /// By falling similarity; empty where documents have no text.
    package var near: [Near] = []
    /// Documents that were looked at for `near`: the first ones.
    package var nearArrivals = 0

    package init(
        run: ComparedRun,
        arrivals: Int,
        distinct: Int,
        span: Double?,
        perDocument: PerDocument,
        reused: TrialRecord.Reuse
    ) {
        self.run = run
        self.arrivals = arrivals
        self.distinct = distinct
        self.span = span
        self.perDocument = perDocument
        self.reused = reused
    }

    /// Dollars; each `nil` where a price is missing.
    package struct PerDocument: Hashable, Sendable {
        /// With the provider's prompt cache as it was.
        package var asked: Double?
        /// Had no prompt token come from it.
        package var uncached: Double?
        /// Had all come from it.
        package var cached: Double?
        /// What was paid in this run: without what the response cache gave.
        package var paid: Double?

        package init() {}
    }

    package struct Outcome: Hashable, Sendable {
        package var hits: Int
        /// Dollars; `nil` where a price is missing.
        package var dollars: Double?
        /// Seconds of service time.
        package var seconds: Double

        package init(hits: Int, dollars: Double?, seconds: Double) {
            self.hits = hits
            self.dollars = dollars
            self.seconds = seconds
        }
    }

    /// Tokens that all prompts have in common, estimated by the tokens a byte of the run's prompts.
    package struct PromptShare: Hashable, Sendable {
        /// At the beginning, where provider caches look.
        package var prefix: Double
        /// At the end, behind the document.
        package var suffix: Double
        /// Of a whole prompt, the mean.
        package var prompt: Double
        /// The prefix a provider caches as the prompt stands, and with all that is common in front.
        package var cacheable: Double
        package var cacheableReordered: Double
        /// Dollars a document that the one or the other would save; `nil` without a price for cached tokens.
        package var saved: Double?
        package var savedReordered: Double?

        package init(prefix: Double, suffix: Double, prompt: Double) {
            self.prefix = prefix
            self.suffix = suffix
            self.prompt = prompt
            cacheable = Self.cached(prefix)
            cacheableReordered = Self.cached(prefix + suffix)
        }

        /// The shortest prefix that OpenAI and Azure cache, and the steps in which longer ones are.
        ///
        /// Source: https://developers.openai.com/api/docs/guides/prompt-caching.
        package static let shortest = 1024.0
        private static let step = 128.0

        private static func cached(_ tokens: Double) -> Double {
            tokens < shortest ? 0 : (tokens / step).rounded(.down) * step
        }
    }

    /// A cache that also answers documents that are only nearly the same.
    package struct Near: Hashable, Sendable {
        /// The share of words that two documents must have in common (Jaccard), 0...1.
        package var similarity: Double
        package var hits: Int
        /// Hits whose answer, though right for the document it was made for, is wrong for the one it was given to.
        package var wrong: Int

        package init(similarity: Double, hits: Int, wrong: Int) {
            self.similarity = similarity
            self.hits = hits
            self.wrong = wrong
        }
    }
}
