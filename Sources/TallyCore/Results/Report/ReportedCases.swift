/// The cases that a report lists, with what each run answered.
package struct ReportedCases: Sendable {
    /// Names of the runs, in the order of each case's answers.
    package var runs: [String] = []
    /// Fields that are scored, in their order.
    package var fields: [String] = []
    package var list: [ReportedCase] = []
    /// Cases of the runs that are not listed.
    package var leftOut = 0
    /// Values of receipts are shown; else only how each field came out.
    package var showsValues = true

    package init() {}
}

/// One receipt, its truth and each run's answer.
package struct ReportedCase: Sendable {
    package var id: String
    package var tags: [String]
    package var text: String?
    /// The image's path as the dataset names it.
    package var image: String?
    /// The image itself, where it is shown.
    package var picture: PromptImage?
    package var expected: JSONObject
    /// By run; `nil` where the run has no result for it.
    package var answers: [Answer?]

    package init(id: String, tags: [String], expected: JSONObject, runs: Int) {
        self.id = id
        self.tags = tags
        self.expected = expected
        answers = Array(repeating: nil, count: runs)
    }

    /// What a run answered, the first wrong answer where repeats differ.
    package struct Answer: Sendable {
        package var outcome: TrialOutcome
        package var output: JSONObject?
        /// Share of the repeats whose document is exact; `nil` where that is not defined.
        package var exact: Double?
        package var fields: [FieldScore]
        package var faults: [String: [FieldError]]
        /// Dollars and seconds of the first repeat; `nil` where unknown.
        package var cost: Double?
        package var service: Double?

        package init(outcome: TrialOutcome) {
            self.outcome = outcome
            fields = []
            faults = [:]
        }

        /// The document came out wrong in a repeat, or brought no answer.
        package var isWrong: Bool { exact.map { $0 < 1 } ?? false }
    }

    /// Two runs came out differently.
    package var isFlip: Bool {
        let known = answers.compactMap { $0?.exact }.map { $0 == 1 }
        return known.contains(true) && known.contains(false)
    }
}
