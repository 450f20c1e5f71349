/// One thing that is wrong with a dataset, and where; it prints as one line.
///
/// `datasets/x.jsonl:3141: expected.total: found a string "12,50", expected a number`
package struct DatasetProblem: Hashable, Sendable, CustomStringConvertible {
    package var file: String
    /// Counted from 1; `nil` when the whole file is meant.
    package var line: Int?
    /// `expected.line_items[2].amount`; empty when the whole line is meant.
    package var keyPath: String
    package var found: String
    package var expected: String?
    package var suggestion: String?

    package init(
        file: String,
        line: Int? = nil,
        keyPath: String = "",
        found: String,
        expected: String? = nil,
        suggestion: String? = nil
    ) {
        self.file = file
        self.line = line
        self.keyPath = keyPath
        self.found = found
        self.expected = expected
        self.suggestion = suggestion
    }

    package var description: String {
        var text = file
        if let line { text += ":\(line)" }
        text += ": "
        if !keyPath.isEmpty { text += keyPath + ": " }
        text += "found " + found
        if let expected { text += ", expected " + expected }
        if let suggestion { text += "; did you mean \"\(suggestion)\"?" }
        return Self.printable(text)
    }

    /// Datasets are untrusted: control and direction-changing characters must not reach a terminal.
    private static func printable(_ text: String) -> String {
        var printable = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            let isHarmful =
                scalar.properties.generalCategory == .control
                || scalar.properties.generalCategory == .format
                || scalar.properties.generalCategory == .lineSeparator
                || scalar.properties.generalCategory == .paragraphSeparator
            printable.append(isHarmful ? "\u{FFFD}" : scalar)
        }
        return String(printable)
    }
}
