/// A run as one side of a comparison.
package struct ComparedRun: Hashable, Sendable {
    package var id: String
    package var name: String
    package var experiment: String
    package var isSimulated: Bool
    package var isImported: Bool
    /// Answered from a cassette.
    package var isRecorded: Bool
    package var isPartial: Bool
    /// The model versions that servers named, with their numbers.
    package var returnedModels: [String: Int]

    package init(
        id: String,
        name: String,
        experiment: String,
        isSimulated: Bool,
        isImported: Bool,
        isRecorded: Bool = false,
        isPartial: Bool,
        returnedModels: [String: Int]
    ) {
        self.id = id
        self.name = name
        self.experiment = experiment
        self.isSimulated = isSimulated
        self.isImported = isImported
        self.isRecorded = isRecorded
        self.isPartial = isPartial
        self.returnedModels = returnedModels
    }
}

/// Something that a reader of a comparison must know.
package struct Remark: Hashable, Sendable {
    package enum Weight: String, Sendable {
        /// Good to know.
        case note
        /// The numbers mean something else than they seem to.
        case caution
        /// The runs cannot be compared.
        case refusal
    }

    package var weight: Weight
    package var text: String

    package init(_ weight: Weight, _ text: String) {
        self.weight = weight
        self.text = text
    }
}

/// Which cases two runs are compared on.
package struct PairedCases: Hashable, Sendable {
    package enum Choice: String, Sendable {
        /// Every case of both plans.
        case all
        /// The first ones of the seeded order that have a result in every run.
        case prefix
        /// Those that every run has.
        case shared
    }

    package var choice: Choice
    /// Cases compared.
    package var count: Int
    /// Cases with a result in some run that are left out.
    package var leftOut: Int
    /// Compared cases that have no quality score on one side, as the infrastructure failed them.
    package var unscored: Int

    package init(choice: Choice, count: Int, leftOut: Int, unscored: Int = 0) {
        self.choice = choice
        self.count = count
        self.leftOut = leftOut
        self.unscored = unscored
    }
}
