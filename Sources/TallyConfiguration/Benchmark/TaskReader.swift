import TallyCore

/// Reads a benchmark's task; the built-in prompt is used where the benchmark writes none.
enum TaskReader {
    private static let fieldsPlaceholder = "{{fields}}"

    /// `nil` stands for a benchmark without the key `task`.
    static func read(_ cursor: Cursor?) throws(ConfigurationError) -> ExtractionTask {
        let builtIn = try Instructions.load()
        let keys = ["system", "prompt", "fields", "required", "date_order"]
        guard let cursor else {
            return task(builtIn.system, builtIn.prompt, FieldSpec.receipt, builtIn)
        }
        let given = try cursor.map(keys: keys)
        let fields = try FieldReader.fields(given["fields"])
        // A prompt of the user's own comes without the built-in system message.
        var system = given["prompt"] == nil ? builtIn.system : nil
        if given.mentions("system") { system = try given["system"]?.text() }
        let template = try given["prompt"].map(prompt) ?? builtIn.prompt
        var task = task(system, template, fields, builtIn)
        if let value = given["required"] {
            task.required = try names(value, among: fields.map(\.name))
        } else {
            task.required.removeAll { name in !fields.contains { $0.name == name } }
            if task.required.isEmpty {
                throw cursor.error(
                    "missing key \"required\": fields holds none of the default ones"
                )
            }
        }
        task.dateOrder = try given["date_order"]?.choice(
            of: [DateOrder.dayFirst, .monthFirst, .yearFirst]
        )
        return task
    }

    private static func task(
        _ system: String?,
        _ template: String,
        _ fields: [FieldSpec],
        _ instructions: Instructions
    ) -> ExtractionTask {
        let lines = fields.map { FieldReader.line(for: $0, instructions) }.joined(separator: "\n")
        return ExtractionTask(
            system: system,
            template: template.split(separator: fieldsPlaceholder, omittingEmptySubsequences: false)
                .joined(separator: lines),
            fields: fields
        )
    }

    /// A prompt must have a place for the receipt, and no placeholder that nothing fills.
    static func prompt(_ cursor: Cursor) throws(ConfigurationError) -> String {
        let text = try cursor.text()
        guard text.contains(ExtractionTask.placeholder) else {
            throw cursor.error("the prompt has no \(ExtractionTask.placeholder) for the receipt")
        }
        let known = [ExtractionTask.placeholder, fieldsPlaceholder]
        for part in text.split(separator: "{{", omittingEmptySubsequences: false).dropFirst() {
            guard let end = part.firstRange(of: "}}") else { continue }
            let word = String(part[..<end.lowerBound])
            let placeholder = "{{" + word + "}}"
            // JSON may have double braces too; a lone word can only be a placeholder.
            if DotEnv.isVariableName(word), !known.contains(placeholder) {
                throw cursor.error(
                    "unknown placeholder \(placeholder)",
                    suggestion: "known: " + known.joined(separator: ", ")
                )
            }
        }
        return text
    }

    /// A list of different names out of the known ones, at least one.
    private static func names(
        _ cursor: Cursor,
        among known: [String]
    ) throws(ConfigurationError) -> [String] {
        var names: [String] = []
        for element in try cursor.list() {
            let name = try element.text()
            guard known.contains(name) else {
                throw element.error(
                    "unknown field \(quoted(name))",
                    suggestion: Suggestion.text(for: name, among: known)
                )
            }
            if names.contains(name) { throw element.error("\(quoted(name)) is listed twice") }
            names.append(name)
        }
        if names.isEmpty { throw cursor.error("expected at least one field") }
        return names
    }
}
