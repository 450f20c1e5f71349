/// A prompt under a name of its own, to be compared with others in one benchmark.
package struct NamedPrompt: Hashable, Sendable {
    package var name: String
    package var system: String?
    /// The user message; contains the task's placeholder at least once.
    package var template: String

    package init(name: String, system: String?, template: String) {
        self.name = name
        self.system = system
        self.template = template
    }
}

extension NamedPrompt {
    /// The prompt as JSON.
    var configuration: JSONValue {
        [
            "name": .string(name), "system": .optional(system), "template": .string(template),
        ]
    }

    init?(configuration: JSONValue) {
        guard let name = configuration["name"]?.string,
            let template = configuration["template"]?.string
        else { return nil }
        self.init(name: name, system: configuration["system"]?.string, template: template)
    }
}
