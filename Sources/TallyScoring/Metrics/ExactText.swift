/// A text that equals another only where every scalar does, as in the metrics' references.
///
/// Swift's own comparison takes composed and decomposed letters for equal.
struct ExactText: Hashable {
    private let bytes: [UInt8]

    init(_ text: String) { bytes = Array(text.utf8) }

    /// Whether two texts are the same to the scalar.
    static func isEqual(_ left: String, _ right: String) -> Bool {
        // The first comparison is quick, and says no to nearly all that differ.
        left == right && left.utf8.elementsEqual(right.utf8)
    }
}
