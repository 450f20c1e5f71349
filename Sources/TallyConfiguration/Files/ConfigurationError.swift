/// What is wrong in a file the user wrote, where, and what would be right; printed as one line.
package struct ConfigurationError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The file as the user named it.
    package let file: String
    /// Counted from 1.
    package let line: Int?
    /// Where in the file's structure: `variants[1].profile`.
    package let keyPath: String?
    /// What was found and what was expected; never holds a key or an endpoint.
    package let message: String
    /// What to do about it: `did you mean "gpt-4o"?`.
    package let suggestion: String?

    package init(
        file: String,
        line: Int? = nil,
        keyPath: String? = nil,
        message: String,
        suggestion: String? = nil
    ) {
        self.file = file
        self.line = line
        self.keyPath = keyPath
        self.message = message
        self.suggestion = suggestion
    }

    /// `benchmarks/x.yaml:12: variants[1].profile: unknown profile "gpt-4p"; did you mean "gpt-4o"?`.
    package var description: String {
        var text = printable(file)
        if let line { text += ":\(line)" }
        if let keyPath, !keyPath.isEmpty { text += ": " + keyPath }
        text += ": " + message
        if let suggestion { text += "; " + suggestion }
        return text
    }
}

/// A word from a file between quotation marks, cut at 60 characters, on one line whatever it holds.
///
/// What looks like a key is not repeated.
func quoted(_ text: String) -> String {
    if KeyShape.fits(text) { return "(what looks like a key)" }
    let cut = text.unicodeScalars.count > 60
    let head = String(String.UnicodeScalarView(text.unicodeScalars.prefix(60)))
    return "\"" + printable(head) + (cut ? "..." : "") + "\""
}

/// The text with line breaks, control characters and other marks a terminal would act on made visible.
func printable(_ text: String) -> String {
    if KeyShape.fits(text) { return "(what looks like a key)" }
    var result = ""
    for scalar in text.unicodeScalars {
        switch (scalar, scalar.properties.generalCategory) {
        case ("\n", _): result += "\\n"
        case ("\t", _): result += "\\t"
        case (_, .control), (_, .format), (_, .lineSeparator), (_, .paragraphSeparator):
            result += "\\u{\(String(scalar.value, radix: 16))}"
        default: result.unicodeScalars.append(scalar)
        }
    }
    return result
}
