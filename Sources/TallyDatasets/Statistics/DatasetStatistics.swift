internal import TallyCore

/// What a dataset holds: counts, lengths, what is annotated, and whether the amounts of its truth add up.
///
/// Memory holds some 30 bytes a case, and 8 for each different value.
package struct DatasetStatistics: Sendable {
    package private(set) var cases = 0
    package private(set) var splits = Tally()
    package private(set) var tags = Tally()
    package private(set) var locales = Tally()
    package private(set) var groups = Tally()
    /// Characters of the texts.
    package private(set) var textLengths = Distribution()
    /// Cases whose text an earlier case has.
    package private(set) var repeatedTexts = 0
    package private(set) var images = 0
    package private(set) var missingImages = 0
    package private(set) var fields: [FieldStatistics] = []
    package private(set) var lineItems = Distribution()
    package private(set) var closure = ArithmeticClosure()

    private var texts: Set<Int> = []

    package init(of dataset: Dataset) throws {
        for position in 0..<dataset.count { add(try dataset.load(position)) }
        images = dataset.contents.withImage
        missingImages = dataset.contents.missingImages
    }

    /// Cases that share their group with another one.
    package var grouped: Int { groups.counts.values.reduce(0) { $1 > 1 ? $0 + $1 : $0 } }

    private mutating func add(_ item: Case) {
        cases += 1
        item.split.map { splits.add($0) }
        item.locale.map { locales.add($0) }
        item.group.map { groups.add($0) }
        for tag in item.tags { tags.add(tag) }
        if let text = item.text {
            textLengths.add(text.unicodeScalars.count)
            if !texts.insert(text.hashValue).inserted { repeatedTexts += 1 }
        }
        for member in item.expected.members { add(member) }
        if let items = item.expected["line_items"]?.array { lineItems.add(items.count) }
        closure.add(item.expected)
    }

    private mutating func add(_ member: JSONObject.Member) {
        let index = fields.firstIndex { $0.name == member.key } ?? fields.endIndex
        if index == fields.endIndex { fields.append(FieldStatistics(name: member.key)) }
        fields[index].add(member.value)
    }
}

/// How often each name occurs.
package struct Tally: Sendable {
    package private(set) var counts: [String: Int] = [:]

    mutating func add(_ name: String) { counts[name, default: 0] += 1 }

    /// The most frequent first, equal ones by name.
    package var sorted: [(name: String, count: Int)] {
        counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map { ($0.key, $0.value) }
    }
}
