/// One finished trial with its truth and its answer, for exports and audits.
package struct TrialAnswer: Sendable {
    package var record: TrialRecord
    /// The annotated fields of the case.
    package var expected: JSONObject
    /// The parsed answer; `nil` when there is none.
    package var output: JSONObject?
    package var locale: String?
    /// Requests sent for it; 0 when nothing was sent.
    package var attempts: Int
    /// The model version the server named in the answer.
    package var returnedModel: String?
    package var isSimulated: Bool
    /// Of its case.
    package var tags: [String]

    package init(
        record: TrialRecord,
        expected: JSONObject,
        output: JSONObject?,
        locale: String? = nil,
        attempts: Int = 1,
        returnedModel: String? = nil,
        isSimulated: Bool = false,
        tags: [String] = []
    ) {
        self.record = record
        self.expected = expected
        self.output = output
        self.locale = locale
        self.attempts = attempts
        self.returnedModel = returnedModel
        self.isSimulated = isSimulated
        self.tags = tags
    }
}
