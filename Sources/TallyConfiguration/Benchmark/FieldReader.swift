package import TallyCore

/// Reads the list of fields a task asks for: fields of a receipt by name, others with their comparator.
package enum FieldReader {
    package static let keys = ["name", "compare", "values", "of", "tolerance", "description"]
    package static let elements: [FieldSpec.Comparator] = [.text, .number, .money, .date]

    /// Fields of a receipt come first, in their own order; the others follow as they are written.
    static func fields(_ cursor: Cursor?) throws(ConfigurationError) -> [FieldSpec] {
        guard let cursor else { return FieldSpec.receipt }
        var fields: [FieldSpec] = []
        for element in try cursor.list() {
            let field = try field(element)
            if fields.contains(where: { $0.name == field.name }) {
                throw element.error("\(quoted(field.name)) is listed twice")
            }
            if field.comparator == .lineItems,
                fields.contains(where: { $0.comparator == .lineItems })
            {
                throw element.error("a second field of line_items: one is scored")
            }
            fields.append(field)
        }
        if fields.isEmpty { throw cursor.error("expected at least one field") }
        let names = FieldSpec.receipt.map(\.name)
        return names.compactMap { name in fields.first { $0.name == name } }
            + fields.filter { !names.contains($0.name) }
    }

    private static func field(_ cursor: Cursor) throws(ConfigurationError) -> FieldSpec {
        guard case .map = cursor.node.content else { return try receiptField(cursor) }
        let given = try cursor.map(keys: keys)
        var field = FieldSpec(try name(try given.required("name")), .text)
        let onReceipt = FieldSpec.receipt.first { $0.name == field.name }
        if let onReceipt, given["compare"] == nil {
            field.comparator = onReceipt.comparator
        } else {
            let word = try given.required("compare")
            field.comparator = try word.choice(of: FieldSpec.Comparator.allCases)
            if let onReceipt { try check(field, is: onReceipt, word) }
        }
        try readSettings(given, into: &field)
        field.description = try given["description"]?.text()
        return field
    }

    /// A name alone is one of a receipt's.
    private static func receiptField(_ cursor: Cursor) throws(ConfigurationError) -> FieldSpec {
        let name = try cursor.text()
        if let field = FieldSpec.receipt.first(where: { $0.name == name }) { return field }
        let names = FieldSpec.receipt.map(\.name)
        let near = Suggestion.nearest(to: name, among: names)
        throw cursor.error(
            "unknown field \(quoted(name))",
            suggestion: near.map { "did you mean \(quoted($0))?" }
                ?? "a field of your own is written as {name: ..., compare: text}"
        )
    }

    private static func name(_ cursor: Cursor) throws(ConfigurationError) -> String {
        let name = try cursor.text()
        let isName = name.utf8.allSatisfy { byte in
            byte == UInt8(ascii: "_") || (0x30...0x39).contains(byte)
                || (0x61...0x7A).contains(byte | 0x20)
        }
        guard isName, name.utf8.count <= 64 else {
            throw cursor.error(
                "\(quoted(name)) is no name for a field: use letters, digits and _, at most 64"
            )
        }
        return name
    }

    /// A dataset holds a receipt's fields as they are on a receipt, whatever they are compared as.
    private static func check(
        _ field: FieldSpec,
        is onReceipt: FieldSpec,
        _ word: Cursor
    ) throws(ConfigurationError) {
        let isItems = onReceipt.comparator == .lineItems
        let holdsList = field.comparator == .list || field.comparator == .lineItems
        guard field.comparator == onReceipt.comparator || !(isItems || holdsList) else {
            throw word.error(
                "\(field.name) is \(isItems ? "the items" : "one value") of a receipt, "
                    + "not \(quoted(field.comparator.rawValue)); give a field of your own another name"
            )
        }
    }

    private static func readSettings(
        _ given: Cursor.Fields,
        into field: inout FieldSpec
    ) throws(ConfigurationError) {
        let uses: [(key: String, by: [FieldSpec.Comparator])] = [
            ("values", [.choice]), ("of", [.list]), ("tolerance", [.money, .number]),
        ]
        for use in uses where !use.by.contains(field.comparator) {
            if let value = given[use.key] {
                let words = use.by.map(\.rawValue).joined(separator: " and ")
                throw value.error("only fields of \(words) have a use for this key")
            }
        }
        switch field.comparator {
        case .choice: field.values = try values(try given.required("values"))
        case .list: field.element = try given["of"]?.choice(of: elements) ?? .text
        default: break
        }
        if let value = given["tolerance"] { field.tolerance = try tolerance(value) }
    }

    private static func values(_ cursor: Cursor) throws(ConfigurationError) -> [String] {
        var values: [String] = []
        for element in try cursor.list() {
            let value = try element.text()
            if values.contains(where: { $0.lowercased() == value.lowercased() }) {
                throw element.error("\(quoted(value)) is listed twice; case makes no difference")
            }
            values.append(value)
        }
        if values.isEmpty { throw cursor.error("expected at least one value") }
        return values
    }

    /// Millionths of the unit.
    private static func tolerance(_ cursor: Cursor) throws(ConfigurationError) -> Int {
        let expected = "a number from 0 to 1000000 with at most 6 decimals"
        guard let decimal = ExactDecimal(try cursor.number(expected)),
            let millionths = try? decimal.integer(scaledBy: 6),
            (0...1_000_000_000_000).contains(millionths)
        else { throw cursor.mismatch(expected) }
        return Int(millionths)
    }
}

extension FieldReader {
    /// What a prompt says of a field: `- due_date: when it must be paid; a date as YYYY-MM-DD`.
    static func line(for field: FieldSpec, _ instructions: Instructions) -> String {
        let onReceipt = FieldSpec.receipt.first { $0.name == field.name }
        let builtIn = instructions.fields[field.name]
        let isPlain = field.description == nil && onReceipt?.comparator == field.comparator
        if isPlain, let builtIn { return "- \(field.name): \(builtIn)" }
        let words = [field.description ?? builtIn, form(of: field, instructions)].compactMap(\.self)
        return "- \(field.name)" + (words.isEmpty ? "" : ": " + words.joined(separator: "; "))
    }

    /// The form a field's values take, where the comparator wants one.
    private static func form(of field: FieldSpec, _ instructions: Instructions) -> String? {
        switch field.comparator {
        case .text: nil
        case .money: "an amount"
        case .number: "a number"
        case .date: "a date as YYYY-MM-DD"
        case .currency: "an ISO 4217 code such as USD or EUR"
        case .choice: "one of " + field.values.map { "\"\($0)\"" }.joined(separator: ", ")
        case .list:
            switch field.element {
            case .money: "a list of amounts"
            case .number: "a list of numbers"
            case .date: "a list of dates as YYYY-MM-DD"
            default: "a list of texts"
            }
        case .lineItems: instructions.fields[FieldSpec.lineItemsName]
        }
    }
}
