import TallyCore

/// Reads prompts: a task's own, and the named ones that a benchmark compares.
package struct PromptReader {
    package static let keys = ["system", "prompt", "file"]
    private static let fieldsPlaceholder = "{{fields}}"

    /// The benchmark's folder.
    let folder: String
    let fields: [FieldSpec]
    let instructions: Instructions

    /// The named prompts in the order written.
    func prompts(_ cursor: Cursor) throws(ConfigurationError) -> [NamedPrompt] {
        var prompts: [NamedPrompt] = []
        for (name, value) in try cursor.members() {
            guard Cursor.isName(name) else {
                throw value.error("no name for a prompt: use letters, digits and . _ - : @ +")
            }
            prompts.append(try prompt(name, value))
        }
        if prompts.isEmpty { throw cursor.error("expected at least one prompt") }
        return prompts
    }

    private func prompt(
        _ name: String,
        _ cursor: Cursor
    ) throws(ConfigurationError) -> NamedPrompt {
        let given = try cursor.map(keys: Self.keys)
        var template = try given["prompt"].map(Self.template)
        if let file = given["file"] {
            if template != nil { throw file.error("prompt and file exclude each other") }
            template = try Self.checked(try PromptFile.read(file, in: folder), file)
        }
        return NamedPrompt(
            name: name,
            system: try Self.system(given, hasOwnPrompt: template != nil, instructions),
            template: Self.filled(template ?? instructions.prompt, fields, instructions)
        )
    }

    /// The system message; a prompt of the user's own comes without the built-in one.
    static func system(
        _ given: Cursor.Fields,
        hasOwnPrompt: Bool,
        _ instructions: Instructions
    ) throws(ConfigurationError) -> String? {
        if given.mentions("system") { return try given["system"]?.text() }
        return hasOwnPrompt ? nil : instructions.system
    }

    /// The template with a line for each field where it asks for them.
    static func filled(
        _ template: String,
        _ fields: [FieldSpec],
        _ instructions: Instructions
    ) -> String {
        let lines = fields.map { FieldReader.line(for: $0, instructions) }.joined(separator: "\n")
        return template.split(separator: fieldsPlaceholder, omittingEmptySubsequences: false)
            .joined(separator: lines)
    }

    static func template(_ cursor: Cursor) throws(ConfigurationError) -> String {
        try checked(try cursor.text(), cursor)
    }

    /// A prompt must have a place for the receipt, and no placeholder that nothing fills.
    private static func checked(
        _ text: String,
        _ cursor: Cursor
    ) throws(ConfigurationError) -> String {
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
}
