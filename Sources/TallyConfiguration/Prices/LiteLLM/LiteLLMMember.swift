/// What one member of a LiteLLM entry prices: a kind of token, for a service tier, perhaps above a prompt length.
///
/// `cache_read_input_token_cost_above_272k_tokens_batches` is the cached input of a batch above 272,000 tokens.
struct LiteLLMMember: Hashable {
    enum Bucket: String, CaseIterable {
        case cacheWriteLong = "cache_creation_input_token_cost_above_1hr"
        case cacheWrite = "cache_creation_input_token_cost"
        case cachedInput = "cache_read_input_token_cost"
        case input = "input_cost_per_token"
        case output = "output_cost_per_token"
    }

    let bucket: Bucket
    /// The mark of the key: empty, `@priority`, `@flex` or `@batch`.
    private(set) var mark = ""
    private(set) var above: Int?

    private static let marks = ["_priority": "@priority", "_flex": "@flex", "_batches": "@batch"]

    /// `nil` when the name means something else.
    init?(_ name: String) {
        guard let bucket = Bucket.allCases.first(where: { name.hasPrefix($0.rawValue) }) else {
            return nil
        }
        self.bucket = bucket
        var rest = name.dropFirst(bucket.rawValue.count)
        while !rest.isEmpty {
            if let (suffix, mark) = Self.marks.first(where: { rest.hasPrefix($0.key) }),
                self.mark.isEmpty
            {
                self.mark = mark
                rest = rest.dropFirst(suffix.count)
            } else if above == nil, let length = Self.takeLength(&rest) {
                above = length
            } else {
                return nil
            }
        }
    }

    /// Takes `_above_200k_tokens` from the front.
    private static func takeLength(_ rest: inout Substring) -> Int? {
        let (head, tail) = ("_above_", "_tokens")
        guard rest.hasPrefix(head), let end = rest.firstRange(of: tail) else { return nil }
        var text = rest[rest.index(rest.startIndex, offsetBy: head.count)..<end.lowerBound]
        let units: [Character: Int] = ["k": 1000, "m": 1_000_000]
        let unit = text.last.flatMap { units[$0] }
        if unit != nil { text.removeLast() }
        guard let number = Int(text), (1...1_000_000).contains(number) else { return nil }
        let length = number * (unit ?? 1)
        guard length <= 1_000_000_000 else { return nil }
        rest = rest[end.upperBound...]
        return length
    }
}
