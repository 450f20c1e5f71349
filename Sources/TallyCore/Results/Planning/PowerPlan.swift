/// How many receipts a comparison needs, and what a number of receipts can tell.
package struct PowerPlan: Sendable {
    /// What the plan rests on.
    package enum Basis: Sendable, Hashable {
        /// Two stored runs on so many cases.
        case pilot(baseline: String, candidate: String, cases: Int, isSimulated: Bool)
        case stated
    }

    /// A question that a comparison could answer.
    package struct Question: Hashable, Sendable {
        package enum Kind: String, Sendable {
            /// A two-sided claim that the two differ by so much.
            case difference
            /// A PASS within a margin, were there no difference.
            case nonInferior = "non_inferior"
            /// A PASS that an amount grows by at most a share, were it unchanged.
            case increase
        }

        package var metric: String
        package var kind: Kind
        /// A share: points for rates, of the baseline for amounts.
        package var size: Double
        /// Receipts for the wanted power; `nil` where no number is enough.
        package var cases: Int?
        /// Receipts were the true difference the pilot's; `nil` without a pilot, or where no number is enough.
        package var casesAsObserved: Int?

        package init(
            metric: String,
            kind: Kind,
            size: Double,
            cases: Int?,
            casesAsObserved: Int? = nil
        ) {
            self.metric = metric
            self.kind = kind
            self.size = size
            self.cases = cases
            self.casesAsObserved = casesAsObserved
        }
    }

    /// The smallest size that a number of receipts finds with the wanted power.
    package struct Detectable: Hashable, Sendable {
        package var metric: String
        package var kind: Question.Kind
        package var size: Double?

        package init(metric: String, kind: Question.Kind, size: Double?) {
            self.metric = metric
            self.kind = kind
            self.size = size
        }
    }

    package var basis: Basis
    /// The share of cases that come out otherwise; `nil` where the metric is no right-or-wrong one.
    package var discordance: Double?
    /// The wanted chance of the claim.
    package var power: Double
    /// One-sided for margins; two-sided for differences.
    package var alpha: Double
    package var questions: [Question]
    /// With so many receipts.
    package var cases: Int
    package var detectable: [Detectable]
    package var remarks: [Remark]

    package init(
        basis: Basis,
        discordance: Double?,
        power: Double,
        alpha: Double,
        questions: [Question],
        cases: Int,
        detectable: [Detectable],
        remarks: [Remark]
    ) {
        self.basis = basis
        self.discordance = discordance
        self.power = power
        self.alpha = alpha
        self.questions = questions
        self.cases = cases
        self.detectable = detectable
        self.remarks = remarks
    }
}
