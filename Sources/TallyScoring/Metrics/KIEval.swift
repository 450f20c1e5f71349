/// KIEval: entities found, and how many corrections a person would make.
///
/// Source: Khang et al. 2025, "KIEval: Evaluation metric for document key information extraction", arXiv 2503.05488. Entities
/// outside groups are compared as often as they stand under their key; groups (the objects of a list) are paired for the
/// most equal entities first. A wrong entity is one correction, not a miss and an extra.
package struct KIEval: Hashable, Sendable {
    package var found = 0
    /// Replaced by another text of the same key.
    package var wrong = 0
    package var missing = 0
    package var extra = 0
    /// Groups right in every entity, and groups in all on both sides.
    package var groupsFound = 0
    package var groupsExpected = 0
    package var groupsPredicted = 0

    package init() {}

    package init(truth: MetricValue, prediction: MetricValue) {
        let expected = Grouping(truth, beside: prediction)
        let predicted = Grouping(prediction, beside: truth)
        compare(expected.entities, predicted.entities)
        for key in Set(expected.groups.keys).union(predicted.groups.keys) {
            compareGroups(expected.groups[key] ?? [], predicted.groups[key] ?? [])
        }
    }

    /// Of entities: 2 TP / (2 TP + FP + FN); `nil` without an entity.
    package var entityF1: Double? {
        let whole = 2 * found + 2 * wrong + missing + extra
        return whole > 0 ? 2 * Double(found) / Double(whole) : nil
    }

    /// Entities found over those and the corrections needed; `nil` without an entity.
    package var aligned: Double? {
        let whole = found + wrong + missing + extra
        return whole > 0 ? Double(found) / Double(whole) : nil
    }

    /// Of whole groups; `nil` without a group.
    package var groupF1: Double? {
        let whole = groupsExpected + groupsPredicted
        return whole > 0 ? 2 * Double(groupsFound) / Double(whole) : nil
    }

    package static func += (left: inout KIEval, right: KIEval) {
        left.found += right.found
        left.wrong += right.wrong
        left.missing += right.missing
        left.extra += right.extra
        left.groupsFound += right.groupsFound
        left.groupsExpected += right.groupsExpected
        left.groupsPredicted += right.groupsPredicted
    }

    private mutating func compare(_ expected: Entities, _ predicted: Entities) {
        let common = expected.common(with: predicted)
        found += common
        for key in Set(expected.keys).union(predicted.keys) {
            let shared = expected.common(with: predicted, key: key)
            let (missed, added) =
                (expected.count(key) - shared, predicted.count(key) - shared)
            wrong += min(missed, added)
            missing += max(0, missed - added)
            extra += max(0, added - missed)
        }
    }

    private mutating func compareGroups(_ expected: [Entities], _ predicted: [Entities]) {
        groupsExpected += expected.count
        groupsPredicted += predicted.count
        let weights = expected.flatMap { group in
            predicted.map { Double(group.common(with: $0)) }
        }
        let columns =
            predicted.isEmpty
            ? [Int?](repeating: nil, count: expected.count)
            : Assignment.maximal(weights, rows: expected.count, columns: predicted.count)
        var isPaired = [Bool](repeating: false, count: predicted.count)
        for (row, column) in columns.enumerated() {
            compare(expected[row], column.map { predicted[$0] } ?? Entities())
            guard let column else { continue }
            isPaired[column] = true
            if expected[row] == predicted[column] { groupsFound += 1 }
        }
        for (column, group) in predicted.enumerated() where !isPaired[column] {
            compare(Entities(), group)
        }
    }
}

/// Texts under dotted keys, each as often as it stands there.
private struct Entities: Hashable {
    private var counts: [ExactText: [ExactText: Int]] = [:]

    var keys: some Collection<ExactText> { counts.keys }

    mutating func add(_ value: MetricValue, below key: String) {
        switch value {
        case .object(let members):
            for (name, value) in members {
                add(value, below: key.isEmpty ? name : key + "." + name)
            }
        case .list(let elements): for element in elements { add(element, below: key) }
        default:
            guard let text = value.pythonText else { return }
            counts[ExactText(key), default: [:]][ExactText(text), default: 0] += 1
        }
    }

    func count(_ key: ExactText) -> Int { counts[key]?.values.reduce(0, +) ?? 0 }

    func common(with other: Entities, key: ExactText) -> Int {
        guard let mine = counts[key], let theirs = other.counts[key] else { return 0 }
        return mine.reduce(0) { $0 + min($1.value, theirs[$1.key] ?? 0) }
    }

    func common(with other: Entities) -> Int {
        counts.keys.reduce(0) { $0 + common(with: other, key: $1) }
    }
}

/// A document's entities, and its groups by their keys.
private struct Grouping {
    var entities = Entities()
    var groups: [ExactText: [Entities]] = [:]

    /// Lists of objects are groups; so is a single object where the other side has such a list.
    init(_ value: MetricValue, beside other: MetricValue) {
        guard case .object(let members) = value else {
            entities.add(value, below: "")
            return
        }
        let groupKeys = Self.groupKeys(of: value) + Self.groupKeys(of: other)
        for (key, value) in members {
            guard groupKeys.contains(ExactText(key)) else {
                entities.add(value, below: key)
                continue
            }
            let objects: [MetricValue] =
                if case .list(let elements) = value { elements } else { [value] }
            groups[ExactText(key)] = objects.map { object in
                var group = Entities()
                group.add(object, below: "")
                return group
            }
        }
    }

    private static func groupKeys(of value: MetricValue) -> [ExactText] {
        guard case .object(let members) = value else { return [] }
        return members.compactMap { key, value in
            guard case .list(let elements) = value else { return nil }
            let hasObject = elements.contains { if case .object = $0 { true } else { false } }
            return hasObject ? ExactText(key) : nil
        }
    }
}
