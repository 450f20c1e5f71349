extension Cursor {
    private func scalar(
        _ kind: YAMLNode.Scalar.Kind,
        _ expected: String
    ) throws(ConfigurationError) -> String {
        guard case .scalar(let scalar) = node.content, scalar.kind == kind else {
            throw mismatch(expected)
        }
        return scalar.text
    }

    /// Text, which must not be empty.
    func text() throws(ConfigurationError) -> String {
        if case .scalar(let scalar) = node.content, scalar.kind == .number || scalar.kind == .bool {
            throw error("expected text, found \(node.found); put it in quotation marks")
        }
        let text = try scalar(.text, "text")
        guard text.contains(where: { !$0.isWhitespace }) else {
            throw error("expected text, found empty text")
        }
        if KeyShape.fits(text) {
            throw error("a key never stands in a file like this; name its variable in key_env")
        }
        return text
    }

    /// A number exactly as written.
    func number(_ expected: String = "a number") throws(ConfigurationError) -> String {
        try scalar(.number, expected)
    }

    /// A whole number in the range.
    func integer(in range: ClosedRange<Int>) throws(ConfigurationError) -> Int {
        let expected =
            range.upperBound == .max
            ? "a whole number of at least \(range.lowerBound)"
            : "a whole number from \(range.lowerBound) to \(range.upperBound)"
        guard let value = Int(try number(expected)), range.contains(value) else {
            throw mismatch(expected)
        }
        return value
    }

    /// A seed for random draws: 0 to 2^64 - 1.
    func seed() throws(ConfigurationError) -> UInt64 {
        let expected = "a whole number from 0 to \(UInt64.max)"
        guard let value = UInt64(try number(expected)) else { throw mismatch(expected) }
        return value
    }

    func bool() throws(ConfigurationError) -> Bool {
        try scalar(.bool, "true or false").lowercased() == "true"
    }

    /// A finite number in the range.
    func double(in range: ClosedRange<Double>) throws(ConfigurationError) -> Double {
        let expected =
            range.upperBound == .greatestFiniteMagnitude
            ? "a number of at least \(plain(range.lowerBound))"
            : "a number from \(plain(range.lowerBound)) to \(plain(range.upperBound))"
        guard let value = Double(try number(expected)), range.contains(value) else {
            throw mismatch(expected)
        }
        return value
    }

    private func plain(_ bound: Double) -> String {
        bound == bound.rounded() && bound.magnitude < 1e9 ? String(Int(bound)) : String(bound)
    }

    /// A length of time, at most a day: seconds (`10`, `0.5`) or text with a unit (`10s`, `500ms`, `2m`).
    func duration(daysAtMost days: Int64 = 1) throws(ConfigurationError) -> Duration {
        let expected = "seconds, or a time such as 10s, 500ms, 2m or \(days > 1 ? "7d" : "1h")"
        guard case .scalar(let scalar) = node.content else { throw mismatch(expected) }
        // Thousands of nanoseconds: what a millionth of each is.
        let units: [(String, Int64)] = [
            ("ms", 1), ("s", 1000), ("m", 60_000), ("h", 3_600_000), ("d", 86_400_000),
        ]
        let unit = units.first { scalar.text.hasSuffix($0.0) } ?? ("", 1000)
        let digits = String(scalar.text.dropLast(unit.0.count))
        guard scalar.kind == .number || scalar.kind == .text, let count = ExactDecimal(digits),
            let micro = try? count.integer(scaledBy: 6), (0...1_000_000_000_000).contains(micro)
        else { throw mismatch(expected) }
        let (nanoseconds, overflow) = micro.multipliedReportingOverflow(by: unit.1)
        guard !overflow, nanoseconds <= days * 86_400_000_000_000 else {
            throw error(days == 1 ? "longer than a day" : "longer than \(days) days")
        }
        return .nanoseconds(nanoseconds)
    }

    /// One of the words an enumeration is written with.
    ///
    /// `others` are words that may stand here too, and which the caller has looked for.
    func choice<Choice: RawRepresentable>(
        of choices: [Choice],
        besides others: [String] = []
    ) throws(ConfigurationError) -> Choice where Choice.RawValue == String {
        let words = choices.map(\.rawValue) + others
        let expected = "one of " + words.joined(separator: ", ")
        let word = try scalar(.text, expected)
        guard let choice = choices.first(where: { $0.rawValue == word }) else {
            let nearest = Suggestion.nearest(to: word, among: words)
            throw error(
                "expected \(expected), found \(quoted(word))",
                suggestion: nearest.map { "did you mean \(quoted($0))?" }
            )
        }
        return choice
    }

    /// A name to be used on the command line and in results: letters, digits and `. _ - : @ +`.
    func name() throws(ConfigurationError) -> String {
        let text = try text()
        guard Self.isName(text) else {
            throw error("\(quoted(text)) is no name: use letters, digits and . _ - : @ +")
        }
        if text == "latest" { throw error("\"latest\" is reserved: it stands for the newest run") }
        return text
    }

    static let maxNameBytes = 100

    /// At most 100 characters, the first a letter or digit.
    static func isName(_ text: String) -> Bool {
        guard text.utf8.count <= maxNameBytes, let first = text.first,
            first.isLetter || first.isNumber
        else {
            return false
        }
        return text.allSatisfy { character in
            character.isASCII
                && (character.isLetter || character.isNumber || "._-:@+".contains(character))
        }
    }
}
