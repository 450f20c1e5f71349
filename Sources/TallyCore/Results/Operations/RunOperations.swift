/// One run as operations see it.
package struct RunOperations: Sendable {
    package var name: String
    package var isSimulated: Bool
    package var requests = 0
    package var succeeded = 0
    /// Mean of requests without an error, in seconds; `nil` without any.
    package var meanService: Double?
    package var usage = Usage.zero
    /// `nil` when one of them is unpriced, or capacity is paid by the hour.
    package var cost: Money? = .zero
    /// Answered requests whose prompt came in part from the provider's cache, and all that were answered with tokens.
    package var cacheHits = 0
    package var cacheAsked = 0
    package var documents = 0
    /// What was promised, and whether it was kept.
    package var promises: [Promise] = []
    /// `nil` where no monthly budget and volume are stated, or costs are unknown.
    package var burn: BudgetBurn?
    /// `nil` where nothing was asked.
    package var capacity: Capacity?

    package init(name: String, isSimulated: Bool) {
        self.name = name
        self.isSimulated = isSimulated
    }

    /// One promise of a service level.
    package struct Promise: Hashable, Sendable {
        package enum Verdict: String, Sendable {
            /// The whole interval keeps it.
            case met
            /// The whole interval breaks it.
            case missed
            /// The interval holds the limit: too few documents to tell.
            case undecided
        }

        package enum Kind: Hashable, Sendable {
            case within(seconds: Double)
            case answered
            case documentExact
        }

        package var kind: Kind
        package var target: Double
        package var estimate: Estimate

        package init(kind: Kind, target: Double, estimate: Estimate) {
            self.kind = kind
            self.target = target
            self.estimate = estimate
        }

        package var verdict: Verdict {
            if estimate.low >= target { return .met }
            return estimate.high < target ? .missed : .undecided
        }
    }
}
