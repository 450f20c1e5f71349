internal import TallyCore

/// The labelled words of a CORD document: lines with a category, a group, and words in quadrilaterals.
struct CORDWords {
    private let lines: [JSONValue]

    init(_ lines: [JSONValue]) { self.lines = lines }

    /// All words in reading order; `nil` when there are none.
    var text: String? {
        let boxes = lines.flatMap { line in (line["words"]?.array ?? []).compactMap(Self.box) }
        // Cells are two spaces apart, words of one line of the labels are not.
        return boxes.isEmpty ? nil : ReadingOrder.text(Self.joined(lines))
    }

    /// What `gt_parse` would hold: values by section, those of one group of `menu` in one item.
    var parse: JSONObject {
        var items: [(group: JSONValue, item: JSONObject)] = []
        var sections: [String: JSONObject] = [:]
        var order: [String] = []
        for line in lines {
            let category = (line["category"]?.string ?? "").split(separator: ".", maxSplits: 1)
            guard category.count == 2, let value = Self.value(of: line) else { continue }
            let (section, key) = (String(category[0]), String(category[1]))
            if section == "menu" {
                let group = line["group_id"] ?? .null
                let index = items.firstIndex { $0.group == group } ?? items.endIndex
                if index == items.endIndex { items.append((group, JSONObject())) }
                items[index].item.add(value, to: key)
            } else {
                if sections[section] == nil { order.append(section) }
                sections[section, default: JSONObject()].add(value, to: key)
            }
        }
        var parse = JSONObject()
        if !items.isEmpty { parse["menu"] = .array(items.map { .object($0.item) }) }
        for section in order { parse[section] = sections[section].map { .object($0) } }
        return parse
    }

    /// The words that are no keys, in their order.
    private static func value(of line: JSONValue) -> String? {
        let words = (line["words"]?.array ?? []).filter { $0["is_key"]?.integer != 1 }
        let text = words.compactMap { $0["text"]?.string }.joined(separator: " ")
        return text.isEmpty ? nil : text
    }

    private static func joined(_ lines: [JSONValue]) -> [TextBox] {
        lines.flatMap { line -> [TextBox] in
            let boxes = (line["words"]?.array ?? []).compactMap(box)
            return ReadingOrder.rows(boxes).compactMap { row in
                guard var whole = row.first.map({ boxes[$0] }) else { return nil }
                for index in row.dropFirst() { whole.append(boxes[index]) }
                return whole
            }
        }
    }

    private static func box(_ word: JSONValue) -> TextBox? {
        guard let text = word["text"]?.string, let quad = word["quad"] else { return nil }
        let names = ["x1", "y1", "x2", "y2", "x3", "y3", "x4", "y4"]
        return TextBox(text, corners: names.compactMap { quad[$0]?.double })
    }
}

extension TextBox {
    /// Takes in the next word of the same line.
    fileprivate mutating func append(_ next: TextBox) {
        text += " " + next.text
        (left, right) = (min(left, next.left), max(right, next.right))
        (top, bottom) = (min(top, next.top), max(bottom, next.bottom))
    }
}

extension JSONObject {
    /// A key that repeats becomes a list, as in `gt_parse`.
    fileprivate mutating func add(_ value: String, to key: String) {
        switch self[key] {
        case nil: self[key] = .string(value)
        case .array(let values): self[key] = .array(values + [.string(value)])
        case let old?: self[key] = .array([old, .string(value)])
        }
    }
}
