/// The text of a benchmark file that runs at once where it can, with what to add next to each line.
struct BenchmarkFile {
    private let facts: BenchmarkFacts
    private let path: String
    private let dataset: String

    init(_ facts: BenchmarkFacts, path: String, dataset: String) {
        self.facts = facts
        self.path = path
        self.dataset = dataset
    }

    var text: String {
        var lines = [
            "# Made by `tally init`. Run it with `tally run`, and change it as you like:",
            "# docs/configuration.md says what else can stand here.",
            "name: \(facts.name)", "dataset: \(quoted(dataset))",
        ]
        if let split = facts.split {
            let (shown, what) =
                facts.withText > 0 ? (facts.withText, "a text") : (facts.withImage, "an image")
            lines.append("# \(shown) of \(facts.cases) cases have \(what), which is what is shown.")
            if facts.withText > 0 {
                lines.append("# Without this line all run, in variants that are shown images.")
            }
            lines.append("split: \(split)")
        }
        lines += task + variants
        return lines.joined(separator: "\n") + "\n"
    }

    private var task: [String] {
        var lines = ["task:"]
        if facts.ownFields.isEmpty {
            lines.append("  fields: [\(facts.fields.joined(separator: ", "))]")
        } else {
            lines.append("  fields:")
            lines += facts.fields.map { "    - \($0)" }
            lines += facts.ownFields.map { "    - {name: \($0.name), compare: \($0.comparator)}" }
        }
        lines.append("  # A document counts as exact when all of these are right.")
        lines.append("  required: [\(facts.required.joined(separator: ", "))]")
        return lines + (facts.isForeign ? Self.promptNote : [])
    }

    /// How to ask for other documents than receipts.
    private static let promptNote = [
        "  # The built-in prompt speaks of receipts. To ask for other documents, write your own:",
        "  # system: You read invoices and answer with one JSON object.",
        "  # prompt: |-",
        "  #   Fill in these fields of the invoice and answer with one JSON object that has them all:",
        "  #   {{fields}}",
        "  #",
        "  #   {{text}}",
    ]

    private var variants: [String] {
        let key = "OPENAI_API_KEY (also in a file .env beside this one)"
        let vision = "- {profile: gpt-4o-mini, name: gpt-4o-mini-vision, image:"
        guard facts.withText > 0 else {
            return [
                "variants:",
                "  # No case has a text, so the rules baseline has nothing to read: this model is shown",
                "  # the images. Set \(key).",
                "  \(vision) true}",
            ]
        }
        var lines = [
            "variants:", "  # Needs no key: a parser that knows what receipts look like.",
            "  - rules", "  # A hosted model; set \(key).", "  # - gpt-4o-mini",
        ]
        if facts.withImage > 0 {
            lines.append("  # The same model, shown text and image, whichever a case has.")
            if facts.missingImages > 0 {
                lines.append("  # Images that are named and not there must be put in place first.")
            }
            lines.append("  # \(vision) {show: both}}")
        }
        return lines + [
            "  # A model on this computer, at TALLY_LOCAL_ENDPOINT; with Ollama: ollama pull phi3:mini",
            "  # - phi-3-mini",
        ]
    }

    /// A folder's name in quotes where YAML could take it for something else.
    private func quoted(_ name: String) -> String {
        let isPlain = name.utf8.allSatisfy {
            (0x30...0x39).contains($0) || (0x61...0x7A).contains($0 | 0x20)
                || "-_./".utf8.contains($0)
        }
        let isWord = name.contains { $0.isLetter }
        guard !isPlain || !isWord else { return name }
        return "\"" + name.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") + "\""
    }
}
