internal import TallyCore

/// Reads a CORD parse into fields.
///
/// `menu` is an object or a list, values repeat; "." and "," both group thousands, and a last one with exactly two
/// digits behind it is decimal. What belongs to an item (`sub`) is no item of its own. Merchant and date are not annotated.
struct CORDReading {
    private(set) var annotation: Annotation

    init(_ parse: JSONObject, place: String, reader: LabelReader) {
        annotation = Annotation(place: place, reader: reader)
        if let currency = reader.currency { annotation.set("currency", .string(currency)) }
        let sums = parse["sub_total"]
        read("subtotal", sums?["subtotal_price"])
        read("discount", sums?["discount_price"], isMagnitude: true)
        read("service_charge", sums?["service_price"])
        read("tax", sums?["tax_price"])
        read("total", parse["total"]?["total_price"])
        readItems(parse["menu"])
    }

    private mutating func read(_ field: String, _ value: JSONValue?, isMagnitude: Bool = false) {
        annotation.read(field, oneOf: Self.texts(value), as: .money, isMagnitude: isMagnitude)
    }

    private mutating func readItems(_ menu: JSONValue?) {
        let entries: [JSONValue]
        switch menu {
        case .object: entries = [menu ?? .null]
        case .array(let elements): entries = elements
        default: return
        }
        var items: [JSONValue] = []
        for (index, entry) in entries.enumerated() {
            guard entry.object != nil else {
                let found = entry.kind
                return annotation.leave("line_items[\(index)]", .unreadable, found: found)
            }
            let item = item(entry, path: "line_items[\(index)]")
            if !item.isEmpty { items.append(.object(item)) }
        }
        annotation.set("line_items", .array(items))
    }

    private mutating func item(_ entry: JSONValue, path: String) -> JSONObject {
        var item = JSONObject()
        // A name over several lines is repeated line by line.
        let name = Self.texts(entry["nm"]).map(LabelReader.trimmed).filter { !$0.isEmpty }
        if !name.isEmpty { item["description"] = .string(name.joined(separator: " ")) }
        read("quantity", entry["cnt"], as: .number, path, into: &item)
        read("unit_price", entry["unitprice"], as: .money, path, into: &item)
        read("amount", entry["price"], as: .money, path, into: &item)
        return item
    }

    private mutating func read(
        _ member: String,
        _ value: JSONValue?,
        as comparator: FieldSpec.Comparator,
        _ path: String,
        into item: inout JSONObject
    ) {
        let texts = Self.texts(value)
        guard !texts.isEmpty else { return }
        do throws(LabelFault) {
            // "(2" and "(Qty=4.00)" are counts, not negative ones.
            item[member] = try annotation.value(
                oneOf: texts,
                as: comparator,
                isMagnitude: comparator == .number
            )
        } catch {
            annotation.leave("\(path).\(member)", error, found: texts.joined(separator: " | "))
        }
    }

    /// The strings of a value that may be one or a list.
    private static func texts(_ value: JSONValue?) -> [String] {
        switch value {
        case .string(let text): [text]
        case .number(let lexeme): [lexeme]
        case .array(let elements): elements.flatMap(texts)
        default: []
        }
    }
}
