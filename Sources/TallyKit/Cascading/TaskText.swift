internal import TallyConfiguration
internal import TallyCore

/// A stored task as the lines of a benchmark file; empty for the built-in one.
struct TaskText {
    let lines: String

    init(_ task: ExtractionTask) throws {
        let builtIn = try BenchmarkLoader(environment: .current).builtInTask()
        guard task != builtIn else {
            lines = ""
            return
        }
        var members: [(String, JSONValue)] = [("prompt", .string(task.template))]
        members.insert(("system", .optional(task.system)), at: 0)
        members.append(("fields", .array(task.fields.map(Self.field))))
        members.append(("required", .array(task.required.map { .string($0) })))
        if let order = task.dateOrder { members.append(("date_order", .string(order.rawValue))) }
        // Flow style is JSON, which is YAML too; a line a member stays readable.
        lines =
            "task:\n"
            + members.map { "  \($0.0): \($0.1.jsonText)\n" }.joined()
    }

    private static func field(_ field: FieldSpec) -> JSONValue {
        if FieldSpec.receipt.contains(field) { return .string(field.name) }
        var object = JSONObject([
            ("name", .string(field.name)), ("compare", .string(field.comparator.rawValue)),
        ])
        if !field.values.isEmpty { object["values"] = .array(field.values.map { .string($0) }) }
        if let element = field.element { object["of"] = .string(element.rawValue) }
        if field.tolerance != 0 {
            let units = field.tolerance / 1_000_000
            let rest = String(String(field.tolerance % 1_000_000 + 1_000_000).dropFirst())
            object["tolerance"] = .number("\(units).\(rest)")
        }
        if let description = field.description { object["description"] = .string(description) }
        return .object(object)
    }
}
