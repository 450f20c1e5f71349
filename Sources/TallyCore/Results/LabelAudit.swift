/// Where models agree with each other against the truth, and what leaving these fields out would change.
package struct LabelAudit: Sendable {
    /// A run whose answers are weighed.
    package struct Voter: Hashable, Sendable {
        package var name: String
        /// The model or deployment it asked.
        package var model: String
        package var isSimulated: Bool

        package init(name: String, model: String, isSimulated: Bool) {
            self.name = name
            self.model = model
            self.isSimulated = isSimulated
        }
    }

    /// A field of a case whose truth is in doubt.
    package struct Suspect: Hashable, Sendable {
        package var caseID: String
        package var field: String
        package var truth: JSONValue
        /// What the runs answered instead, in the words of the first of them; null for no answer.
        package var answer: JSONValue
        package var agreeing: [String]
        /// Runs that answered the case and say something else, the truth perhaps.
        package var others: [String]

        package init(
            caseID: String,
            field: String,
            truth: JSONValue,
            answer: JSONValue,
            agreeing: [String],
            others: [String]
        ) {
            self.caseID = caseID
            self.field = field
            self.truth = truth
            self.answer = answer
            self.agreeing = agreeing
            self.others = others
        }
    }

    /// The document-exact rate of one run, as it is and without the suspected fields.
    package struct Effect: Sendable {
        package var run: String
        package var isSimulated: Bool
        package var asIs: Estimate?
        package var without: Estimate?

        package init(run: String, isSimulated: Bool, asIs: Estimate?, without: Estimate?) {
            self.run = run
            self.isSimulated = isSimulated
            self.asIs = asIs
            self.without = without
        }
    }

    /// Two runs that compare otherwise once the suspected fields are left out.
    package struct Swap: Hashable, Sendable {
        package var first: String
        package var second: String
    }

    package var experiment: String
    package var dataset: DatasetIdentity
    package var voters: [Voter]
    /// How many must agree; `nil` stands for all that answered a case.
    package var minimum: Int?
    /// Cases that at least two of the runs answered.
    package var cases: Int
    package var suspects: [Suspect]
    /// Of every run of the experiment, in its order.
    package var effects: [Effect]

    package init(
        experiment: String,
        dataset: DatasetIdentity,
        voters: [Voter],
        minimum: Int?,
        cases: Int,
        suspects: [Suspect],
        effects: [Effect]
    ) {
        self.experiment = experiment
        self.dataset = dataset
        self.voters = voters
        self.minimum = minimum
        self.cases = cases
        self.suspects = suspects
        self.effects = effects
    }
}

extension LabelAudit {
    /// The pairs of runs whose order depends on the suspected fields; simulated runs are compared among themselves.
    package var swaps: [Swap] {
        effects.indices.flatMap { index in
            effects[(index + 1)...].compactMap { second in
                let first = effects[index]
                guard first.isSimulated == second.isSimulated,
                    let before = Self.order(first.asIs, second.asIs),
                    let after = Self.order(first.without, second.without), before != after
                else { return nil }
                return Swap(first: first.run, second: second.run)
            }
        }
    }

    /// Which of two rates is higher: 1 the first, -1 the second, 0 neither.
    private static func order(_ first: Estimate?, _ second: Estimate?) -> Int? {
        guard let first, let second else { return nil }
        let difference = first.value - second.value
        // Equal rates may differ in their last bit.
        return difference.magnitude < 1e-9 ? 0 : difference < 0 ? -1 : 1
    }
}
