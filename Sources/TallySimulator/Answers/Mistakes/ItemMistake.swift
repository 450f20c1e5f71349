internal import TallyCore

/// Wrong line items: one is dropped, two are merged, or one is misread.
enum ItemMistake {
    static func draw(_ truth: JSONValue, _ draws: inout SeededGenerator) -> JSONValue {
        guard let items = truth.array, !items.isEmpty else { return truth }
        switch draws.below(10) {
        case 0..<3: return .array(dropping(items, &draws))
        case 3..<5 where items.count > 1: return .array(merging(items, &draws))
        default: return .array(misreading(items, &draws))
        }
    }

    private static func dropping(
        _ items: [JSONValue],
        _ draws: inout SeededGenerator
    ) -> [JSONValue] {
        var items = items
        items.remove(at: draws.below(items.count))
        return items
    }

    /// Two neighbours become one item: both descriptions, the second one's numbers.
    private static func merging(
        _ items: [JSONValue],
        _ draws: inout SeededGenerator
    ) -> [JSONValue] {
        var items = items
        let first = draws.below(items.count - 1)
        guard var merged = items[first + 1].object else { return dropping(items, &draws) }
        let descriptions = [items[first], items[first + 1]].compactMap { $0["description"]?.string }
        merged["description"] = .string(descriptions.joined(separator: " "))
        items[first] = .object(merged)
        items.remove(at: first + 1)
        return items
    }

    private static func misreading(
        _ items: [JSONValue],
        _ draws: inout SeededGenerator
    ) -> [JSONValue] {
        var items = items
        let index = draws.below(items.count)
        guard var item = items[index].object, !item.isEmpty else { return dropping(items, &draws) }
        let key = draws.pick(item.keys)
        let value = item[key] ?? .null
        if key == "description" {
            item[key] = TextMistake.draw(value, &draws)
        } else {
            let others = item.members.filter { $0.key != key && $0.value.double != nil }.map(
                \.value
            )
            item[key] = AmountMistake.draw(value, others: others, &draws)
        }
        items[index] = .object(item)
        return items
    }
}
