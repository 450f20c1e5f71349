/// What every variant of a benchmark is asked to do: read one receipt into fields.
package struct ExtractionTask: Hashable, Sendable {
    /// The place in a prompt where the case's text goes.
    package static let placeholder = "{{text}}"

    package var system: String?
    /// The user message; contains the placeholder at least once.
    package var template: String {
        didSet { parts = Self.parts(of: template) }
    }
    /// The template around its placeholders.
    private var parts: [String]
    package var fields: [FieldSpec]
    /// The fields that must all be right for a document to be exact.
    package var required: [String]
    /// How dates that are not ISO are read; `nil` follows the case's locale.
    package var dateOrder: DateOrder?

    package init(
        system: String?,
        template: String,
        fields: [FieldSpec] = FieldSpec.receipt,
        required: [String] = ["merchant", "date", "total"],
        dateOrder: DateOrder? = nil
    ) {
        self.system = system
        self.template = template
        parts = Self.parts(of: template)
        self.fields = fields
        self.required = required
        self.dateOrder = dateOrder
    }

    /// The messages for one receipt.
    package func prompt(for text: String) -> Prompt {
        Prompt(system: system, user: parts.joined(separator: text))
    }

    /// The messages for a receipt of which the image is shown, alone or beside its text.
    package func prompt(for text: String?, image: PromptImage) -> Prompt {
        var prompt = prompt(for: text ?? Self.imageNotice)
        prompt.image = image
        return prompt
    }

    /// Stands where a receipt's text would, when only its image is shown.
    package static let imageNotice = "(the attached image)"

    private static func parts(of template: String) -> [String] {
        template.split(separator: placeholder, omittingEmptySubsequences: false).map(String.init)
    }
}
