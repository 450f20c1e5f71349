internal import TallyCore

/// The types of the fields in `expected`.
///
/// Null is a value of every field: annotated as absent. Fields of other names may hold scalars, lists of scalars and
/// lists of items.
enum ExpectedFields {
    private enum Kind {
        case text, date, currency, number, items
    }

    private static let fields: [(name: String, kind: Kind)] = [
        ("merchant", .text), ("address", .text), ("date", .date), ("currency", .currency),
        ("subtotal", .number), ("tax", .number), ("tip", .number), ("discount", .number),
        ("total", .number), ("line_items", .items),
    ]
    private static let itemFields: [(name: String, kind: Kind)] = [
        ("description", .text), ("quantity", .number), ("unit_price", .number),
        ("amount", .number), ("category", .text),
    ]
    private static let names = fields.map(\.name)
    private static let itemNames = itemFields.map(\.name)

    static func check(_ expected: JSONObject, _ checks: inout FieldChecks) {
        for member in expected.members {
            func path() -> String { "expected." + member.key.prefix(60) }
            if let field = fields.first(where: { $0.name == member.key }) {
                check(member.value, field.kind, path(), &checks)
            } else {
                checkCustom(member, path(), &checks)
            }
        }
    }

    private static func check(
        _ value: JSONValue,
        _ kind: Kind,
        _ path: @autoclosure () -> String,
        _ checks: inout FieldChecks
    ) {
        if value.isNull { return }
        switch kind {
        case .text:
            if value.string == nil { refuse(value, path(), "a string", &checks) }
        case .date:
            if value.string.flatMap(CivilDate.init(iso:)) == nil {
                refuse(value, path(), "a date such as 2026-03-14", &checks)
            }
        case .currency:
            let isCode = value.string?.utf8.allSatisfy { (0x41...0x5A).contains($0) } ?? false
            if !isCode || value.string?.utf8.count != 3 {
                refuse(value, path(), "a currency code such as EUR", &checks)
            }
        case .number:
            if value.double == nil { refuse(value, path(), "a number", &checks) }
        case .items: checkItems(value, path(), &checks)
        }
    }

    private static func checkItems(
        _ value: JSONValue,
        _ path: @autoclosure () -> String,
        _ checks: inout FieldChecks
    ) {
        guard case .array(let elements) = value else {
            return refuse(value, path(), "a list of objects", &checks)
        }
        for (index, element) in elements.enumerated() {
            guard case .object(let item) = element else {
                refuse(element, "\(path())[\(index)]", "an object", &checks)
                continue
            }
            for member in item.members {
                func own() -> String { "\(path())[\(index)]." + member.key.prefix(60) }
                if let field = itemFields.first(where: { $0.name == member.key }) {
                    check(member.value, field.kind, own(), &checks)
                } else {
                    // A key of one's own in an item would never be compared, and the item never found.
                    let suggestion = NearMiss.suggestion(for: member.key, among: itemNames)
                    let known = "one of " + itemNames.joined(separator: ", ")
                    checks.note(
                        own(),
                        "an unknown key",
                        expected: suggestion == nil ? known : nil,
                        suggestion: suggestion
                    )
                }
            }
        }
    }

    private static func checkCustom(
        _ member: JSONObject.Member,
        _ path: @autoclosure () -> String,
        _ checks: inout FieldChecks
    ) {
        if let suggestion = NearMiss.suggestion(for: member.key, among: names) {
            checks.note(path(), "an unknown key", suggestion: suggestion)
            return
        }
        switch member.value {
        case .array(let elements):
            if elements.first?.object != nil { return checkItems(member.value, path(), &checks) }
            for (index, element) in elements.enumerated() where !isScalar(element) {
                refuse(element, "\(path())[\(index)]", "a scalar", &checks)
            }
        case .object:
            refuse(member.value, path(), "a scalar or a list in a field of your own", &checks)
        case .string, .number, .bool, .null: break
        }
    }

    private static func isScalar(_ value: JSONValue) -> Bool {
        value.array == nil && value.object == nil
    }

    private static func refuse(
        _ value: JSONValue,
        _ path: @autoclosure () -> String,
        _ expected: String,
        _ checks: inout FieldChecks
    ) {
        checks.note(path(), FieldChecks.naming(value), expected: expected)
    }
}
