import TallyCore

/// Reads a benchmark's task; the built-in prompt is used where the benchmark writes none.
package enum TaskReader {
    package static let keys = ["system", "prompt", "fields", "required", "date_order"]

    /// `nil` stands for a benchmark without the key `task`; with `prompts` of its own the task has none.
    static func read(
        _ cursor: Cursor?,
        hasPrompts: Bool = false
    ) throws(ConfigurationError) -> ExtractionTask {
        let builtIn = try Instructions.load()
        guard let cursor else {
            return task(builtIn.system, builtIn.prompt, FieldSpec.receipt, builtIn)
        }
        let given = try cursor.map(keys: keys)
        let fields = try FieldReader.fields(given["fields"])
        if hasPrompts {
            for key in ["prompt", "system"] where given.mentions(key) {
                throw (given[key] ?? cursor).error("the benchmark has `prompts`; write it there")
            }
        }
        let own = try given["prompt"].map(PromptReader.template)
        let system = try PromptReader.system(given, hasOwnPrompt: own != nil, builtIn)
        var task = task(system, own ?? builtIn.prompt, fields, builtIn)
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
        task.dateOrder = try given["date_order"]?.choice(of: DateOrder.allCases)
        return task
    }

    private static func task(
        _ system: String?,
        _ template: String,
        _ fields: [FieldSpec],
        _ instructions: Instructions
    ) -> ExtractionTask {
        ExtractionTask(
            system: system,
            template: PromptReader.filled(template, fields, instructions),
            fields: fields
        )
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
