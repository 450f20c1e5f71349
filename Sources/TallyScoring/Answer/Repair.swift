/// What lenient parsing may mend in an answer; the list is closed, and every repair is stored with its trial.
///
/// Nothing that changes a value is on it: `NaN`, `1e999`, duplicate keys and text that breaks off are failures.
package enum Repair: String, Hashable, Sendable, CaseIterable {
    // The text around the object
    case byteOrderMark = "byte_order_mark"
    /// The object stands in a Markdown code fence.
    case codeFence = "code_fence"
    /// Words, or a model's thinking aloud, stand before or after the object; the first whole object is read.
    case surroundingProse = "surrounding_prose"

    // The object's syntax
    case trailingComma = "trailing_comma"
    /// `None`, `True` and `False`.
    case pythonLiteral = "python_literal"
    /// Strings and keys in apostrophes, as Python prints them, and `\'` within a string.
    case singleQuote = "single_quote"
    /// A line break, a tab or another control character stands unescaped in a string.
    case controlCharacter = "control_character"
    /// `// ...` or `/* ... */` between values.
    case comment

    // The object's shape
    /// The schema wants a number; the string is kept and read by the field's comparator.
    case numberAsString = "number_as_string"
    /// The schema wants a string; the number's digits are read as one.
    case stringAsNumber = "string_as_number"
    /// One item stands where a list of items is due.
    case singleItem = "single_item"
    /// A key of the schema is missing; its field counts as not answered.
    case missingKey = "missing_key"
    /// A key that the schema does not name is ignored.
    case extraKey = "extra_key"

    /// The answer was JSON as it stood, only not in the shape of the schema.
    package var isAboutShape: Bool {
        switch self {
        case .numberAsString, .stringAsNumber, .singleItem, .missingKey, .extraKey: true
        default: false
        }
    }
}
