/// One finished trial with its truth and its answer, which are read only when asked for.
package struct JudgedTrial: Sendable {
    package var record: TrialRecord
    package var values: TrialValues

    package init(record: TrialRecord, values: TrialValues) {
        self.record = record
        self.values = values
    }
}

/// Truth and answer of a trial as they are stored.
package struct TrialValues: Sendable {
    private let expectedText: String
    private let outputText: String?
    package let locale: String?
    /// Of its case.
    package let tags: [String]

    package init(expected: String, output: String?, locale: String?, tags: [String]) {
        expectedText = expected
        outputText = output
        self.locale = locale
        self.tags = tags
    }

    /// The annotated fields of the case.
    package var expected: JSONObject {
        get throws { try JSONParser.parse(expectedText).object ?? JSONObject() }
    }

    /// The parsed answer; `nil` when there is none.
    package var output: JSONObject? {
        get throws { try outputText.flatMap { try JSONParser.parse($0).object } }
    }
}
