internal import TallyCore

/// Reads the texts that scores are stored as, each distinct one once: most answers come out like many others.
struct ScoreTexts {
    /// Texts kept at most, of each kind.
    private static let capacity = 4096

    private var fields: [String: [FieldScore]] = [:]
    private var last: (text: String, fields: [FieldScore])?
    private var lineItems: [String: LineItemScore?] = [:]
    private var tags: [String: [String]] = [:]

    mutating func fields(_ text: String) throws -> [FieldScore] {
        // Comparing with the one before is cheaper than looking a long text up.
        if let last, last.text == text { return last.fields }
        let read = try fields[text] ?? TrialScore.fields(stored: text)
        if fields[text] == nil { Self.keep(read, of: text, in: &fields) }
        last = (text, read)
        return read
    }

    mutating func lineItems(_ text: String) throws -> LineItemScore? {
        if let known = lineItems[text] { return known }
        let read = LineItemScore(stored: try JSONParser.parse(text))
        Self.keep(read, of: text, in: &lineItems)
        return read
    }

    mutating func tags(_ text: String) throws -> [String] {
        if let known = tags[text] { return known }
        let read = (try JSONParser.parse(text).array ?? []).compactMap(\.string)
        Self.keep(read, of: text, in: &tags)
        return read
    }

    private static func keep<Value>(
        _ value: Value,
        of text: String,
        in values: inout [String: Value]
    ) {
        if values.count >= capacity { values.removeAll(keepingCapacity: true) }
        values[text] = value
    }
}
