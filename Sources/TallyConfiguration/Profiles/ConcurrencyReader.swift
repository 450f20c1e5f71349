import TallyCore

/// Reads how many requests may be in flight: a number, `adaptive`, or a map with where the limit may go.
package enum ConcurrencyReader {
    package static let keys = ["start", "min", "max"]
    package static let range = 1...1024
    static let adaptive = "adaptive"

    fileprivate static func read(_ cursor: Cursor) throws(ConfigurationError) -> Concurrency {
        switch cursor.node.content {
        case .map: return try bounds(cursor)
        case .scalar(let scalar) where scalar.kind == .text:
            let word = try cursor.text()
            guard word == adaptive else {
                throw cursor.error(
                    "expected a whole number from 1 to 1024, or adaptive, found \(quoted(word))",
                    suggestion: Suggestion.text(for: word, among: [adaptive])
                )
            }
            return .adaptive
        default: return .fixed(try cursor.integer(in: range))
        }
    }

    private static func bounds(_ cursor: Cursor) throws(ConfigurationError) -> Concurrency {
        let fields = try cursor.map(keys: keys)
        let usual = Concurrency.adaptive
        let least = try fields["min"]?.integer(in: range)
        let most = try fields["max"]?.integer(in: range)
        let low = least ?? min(usual.range.lowerBound, most ?? .max)
        let high = most ?? max(usual.range.upperBound, low)
        guard low <= high else { throw cursor.error("min \(low) is more than max \(high)") }
        let start = try fields["start"]?.integer(in: range) ?? min(max(usual.start, low), high)
        guard (low...high).contains(start) else {
            throw cursor.error("start \(start) does not lie between min \(low) and max \(high)")
        }
        return Concurrency(start: start, range: low...high)
    }
}

extension Cursor {
    /// Requests in flight at most.
    func concurrency() throws(ConfigurationError) -> Concurrency {
        try ConcurrencyReader.read(self)
    }
}
