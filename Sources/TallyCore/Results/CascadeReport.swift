/// What a cascade asks its cheap answer for, when it is studied on runs that were made.
package enum CascadePolicy: String, Hashable, Sendable, CaseIterable {
    case schemaValid = "schema_valid"
    case reconciles
    case meanLogprob = "mean_logprob"
    case agreement
    /// A weighted sum of the other signals, learned from the cases.
    case learned

    /// The one signal it looks at; `nil` for what is learned from several.
    package var signal: AnswerSignal? { AnswerSignal(rawValue: rawValue) }
}

/// What handing doubtful answers over to a strong model would be worth, from two runs on the same cases.
package struct CascadeReport: Sendable {
    /// What a threshold is chosen for.
    package enum Goal: Hashable, Sendable {
        /// The least cost a document when each wrong one costs so many dollars more.
        case leastCost(error: Double)
        /// The highest accuracy at so many dollars a document.
        case mostAccurate(budget: Double)
        /// The least cost a document at this accuracy.
        case cheapest(accuracy: Double)
    }

    /// One of the runs, over the common cases.
    package struct Run: Sendable {
        package var name: String
        package var id: String
        package var isSimulated: Bool
        package var isImported: Bool
        package var accuracy: Estimate?
        /// Dollars a document; `nil` where a price is unknown.
        package var cost: Estimate?
        /// Seconds of service; `nil` where it was not measured.
        package var latency: Estimate?

        package init(name: String, id: String, isSimulated: Bool, isImported: Bool) {
            self.name = name
            self.id = id
            self.isSimulated = isSimulated
            self.isImported = isImported
        }
    }

    /// Means over the cases at one threshold.
    package struct Point: Hashable, Sendable {
        /// Infinite where everything is handed over; NaN on the oracle's line, which has none.
        package var threshold: Double
        package var escalated: Double
        package var accuracy: Double
        package var cost: Double?
        package var latency: Double?

        package init(
            threshold: Double,
            escalated: Double,
            accuracy: Double,
            cost: Double?,
            latency: Double?
        ) {
            self.threshold = threshold
            self.escalated = escalated
            self.accuracy = accuracy
            self.cost = cost
            self.latency = latency
        }
    }

    /// Where a run of the cascade on so many other cases lies with all of its figures, 19 times in 20.
    package struct Prediction: Sendable {
        package var cases: Int
        package var accuracy: Estimate
        package var escalated: Estimate
        package var cost: Estimate?

        package init(cases: Int, accuracy: Estimate, escalated: Estimate, cost: Estimate?) {
            self.cases = cases
            self.accuracy = accuracy
            self.escalated = escalated
            self.cost = cost
        }
    }

    /// One policy, valued on cases that had no say in its threshold.
    package struct Outcome: Sendable {
        package var policy: CascadePolicy
        /// Chosen on all cases: the one to use.
        ///
        /// Infinite where handing everything over is best.
        package var threshold: Double
        package var foldThresholds: [Double]
        /// What a variant is to do; `nil` where the threshold is infinite.
        package var rule: EscalationRule?
        package var accuracy: Estimate
        package var escalated: Estimate
        package var cost: Estimate?
        package var latency: Estimate?
        /// Less the strong model alone, on the same cases.
        package var accuracyDifference: Estimate
        package var costDifference: Estimate?
        /// The accuracy of the random mix at this cost, and what the policy has more; `nil` where there is no mix.
        package var randomMix: Double?
        package var gain: Estimate?
        /// The oracle's accuracy at this cost.
        package var oracle: Double?
        package var prediction: Prediction?
        package var curve: [Point]

        package init(
            policy: CascadePolicy,
            threshold: Double,
            foldThresholds: [Double],
            rule: EscalationRule?,
            accuracy: Estimate,
            escalated: Estimate,
            accuracyDifference: Estimate,
            curve: [Point]
        ) {
            self.policy = policy
            self.threshold = threshold
            self.foldThresholds = foldThresholds
            self.rule = rule
            self.accuracy = accuracy
            self.escalated = escalated
            self.accuracyDifference = accuracyDifference
            self.curve = curve
        }
    }

    /// What comes out best under the goal, and how sure that is.
    package struct Verdict: Hashable, Sendable {
        /// A policy's word, or the name of a run that is better alone.
        package var winner: String
        package var isCascade: Bool
        /// The others that could be as good: their difference's interval holds zero.
        package var rivals: [String]
        /// The winner misses the goal's own condition, being nearest to it.
        package var missesGoal: Bool

        package init(winner: String, isCascade: Bool, rivals: [String], missesGoal: Bool) {
            self.winner = winner
            self.isCascade = isCascade
            self.rivals = rivals
            self.missesGoal = missesGoal
        }
    }

    package var dataset: DatasetIdentity
    package var goal: Goal
    package var cheap: Run
    package var strong: Run
    /// The second cheap run that agreement compares with.
    package var voter: Run?
    /// Common cases that both runs have a quality score for.
    package var cases: Int
    /// Common cases that the infrastructure failed in one of them, or that nothing was required of.
    package var leftOut: Int
    package var folds: Int
    package var seed: UInt64
    package var outcomes: [Outcome]
    package var oracle: [Point]
    /// Policies that were asked for and cannot be studied, with the reason.
    package var unavailable: [(policy: CascadePolicy, reason: String)]
    package var verdict: Verdict?

    package init(
        dataset: DatasetIdentity,
        goal: Goal,
        cheap: Run,
        strong: Run,
        voter: Run? = nil,
        cases: Int,
        leftOut: Int,
        folds: Int,
        seed: UInt64
    ) {
        self.dataset = dataset
        self.goal = goal
        self.cheap = cheap
        self.strong = strong
        self.voter = voter
        self.cases = cases
        self.leftOut = leftOut
        self.folds = folds
        self.seed = seed
        outcomes = []
        oracle = []
        unavailable = []
    }

    /// Costs are known; else shares handed over stand in for them.
    package var isPriced: Bool { cheap.cost != nil && strong.cost != nil }
}
