internal import TallyCore

/// How a field is annotated.
package struct FieldStatistics: Sendable {
    package let name: String
    /// In how many cases, as absent included.
    package private(set) var annotated = 0
    /// Annotated as absent: null.
    package private(set) var absent = 0
    private var values: Set<Int> = []

    init(name: String) { self.name = name }

    /// Different values.
    package var distinct: Int { values.count }

    mutating func add(_ value: JSONValue) {
        annotated += 1
        if value.isNull { absent += 1 } else { values.insert(value.hashValue) }
    }
}
