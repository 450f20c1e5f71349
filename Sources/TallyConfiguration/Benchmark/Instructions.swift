/// The built-in words that ask a model for a receipt's fields.
struct Instructions: Sendable {
    let system: String
    /// Holds `{{fields}}` and `{{text}}`.
    let prompt: String
    /// What a model is told about each field.
    let fields: [String: String]

    static func load() throws(ConfigurationError) -> Instructions {
        let top = try Cursor.open(EmbeddedFile.prompt).map(keys: ["system", "prompt", "fields"])
        var fields: [String: String] = [:]
        for (name, value) in try top.required("fields").members() {
            fields[name] = try value.text()
        }
        return Instructions(
            system: try top.required("system").text(),
            prompt: try PromptReader.template(try top.required("prompt")),
            fields: fields
        )
    }
}
