internal import TallyCore

/// Equality without any normalisation: what a comparison of the JSON values itself finds.
///
/// Strings are equal scalar by scalar, numbers by value (10 and 10.0 are one JSON number), lists in order. Of an item
/// only the annotated keys count; a missing key equals null.
enum RawComparison {
    static func areEqual(_ truth: JSONValue, _ answer: JSONValue?) -> Bool {
        switch (truth, answer ?? .null) {
        case (.null, .null): true
        case (.bool(let left), .bool(let right)): left == right
        case (.string(let left), .string(let right)): left.utf8.elementsEqual(right.utf8)
        case (.number(let left), .number(let right)):
            left.utf8.elementsEqual(right.utf8) || Double(left) == Double(right)
        case (.array(let left), .array(let right)):
            left.count == right.count && zip(left, right).allSatisfy { areEqual($0, $1) }
        case (.object(let left), .object(let right)):
            left.members.allSatisfy { areEqual($0.value, right[$0.key]) }
        default: false
        }
    }
}
