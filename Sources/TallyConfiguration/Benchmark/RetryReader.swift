import TallyCore

/// Reads how often and how long a failed request is tried again.
package enum RetryReader {
    package static let keys = ["max_attempts", "max_retry_after", "max_throttle_wait"]

    static func read(_ cursor: Cursor) throws(ConfigurationError) -> RetryPolicy {
        let fields = try cursor.map(keys: keys)
        var policy = RetryPolicy()
        if let value = fields["max_attempts"] {
            policy.maxAttempts = try value.integer(in: 1...100)
        }
        if let value = fields["max_retry_after"] { policy.longestHint = try value.duration() }
        if let value = fields["max_throttle_wait"] {
            policy.maxThrottleWait = try value.duration()
        }
        return policy
    }
}

extension Cursor {
    /// Whole days, such as `30d`.
    func days() throws(ConfigurationError) -> Int {
        let expected = "whole days, such as 30d"
        guard case .scalar(let scalar) = node.content, scalar.text.hasSuffix("d"),
            let count = Int(scalar.text.dropLast()), (1...36_500).contains(count)
        else { throw mismatch(expected) }
        return count
    }
}
