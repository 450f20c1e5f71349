package import TallyCore

/// Why an answer cannot be scored: a model failure, worth 0.
package struct AnswerFault: Error, Hashable, Sendable {
    /// `invalidJSON` or `schemaInvalid`.
    package var type: ErrorType
    package var message: String

    package init(_ type: ErrorType, _ message: String) {
        self.type = type
        self.message = message
    }
}

/// A model's answer as far as it could be read.
package struct ParsedAnswer: Sendable {
    /// The answered object with its values as they were written, or what is wrong with the text.
    package var result: Result<JSONObject, AnswerFault>
    /// What had to be mended, each kind once, in the order of the closed list.
    ///
    /// An answer without any is `raw_valid`.
    package var repairs: [Repair]

    package init(result: Result<JSONObject, AnswerFault>, repairs: [Repair] = []) {
        self.result = result
        self.repairs = repairs
    }

    /// The object fits the schema as it stands, whatever stood around it.
    package var isSchemaValid: Bool {
        if case .failure = result { return false }
        return !repairs.contains(where: \.isAboutShape)
    }

    /// Strict JSON in the shape of the schema.
    package var isRawValid: Bool {
        if case .failure = result { return false }
        return repairs.isEmpty
    }
}
