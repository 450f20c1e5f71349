import TallyCore

/// Reads whether answers are kept and given again: a word, or a map with a lifetime and a size.
package enum CacheReader {
    package static let keys = ["mode", "ttl", "size"]

    static func read(_ cursor: Cursor) throws(ConfigurationError) -> CachePolicy {
        if case .scalar = cursor.node.content {
            return CachePolicy(mode: try cursor.choice(of: CachePolicy.Mode.allCases))
        }
        let fields = try cursor.map(keys: keys)
        var policy = CachePolicy(
            mode: try fields.required("mode").choice(of: CachePolicy.Mode.allCases)
        )
        if let value = fields["ttl"] {
            let lifetime = try value.duration(daysAtMost: 3650)
            guard lifetime > .zero else { throw value.error("expected more than 0 seconds") }
            policy.lifetime = lifetime
        }
        policy.size = try fields["size"]?.integer(in: 1...1_000_000_000)
        return policy
    }
}
