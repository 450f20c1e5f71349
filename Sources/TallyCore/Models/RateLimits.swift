/// What a deployment may be asked within a minute; `nil` where nothing is agreed.
package struct RateLimits: Hashable, Sendable {
    package var requestsPerMinute: Int?
    package var tokensPerMinute: Int?

    package init(requestsPerMinute: Int? = nil, tokensPerMinute: Int? = nil) {
        self.requestsPerMinute = requestsPerMinute
        self.tokensPerMinute = tokensPerMinute
    }

    package var isEmpty: Bool { self == RateLimits() }

    /// The stricter of two in each part.
    package func tightened(by other: RateLimits) -> RateLimits {
        func least(_ left: Int?, _ right: Int?) -> Int? { [left, right].compactMap { $0 }.min() }
        return RateLimits(
            requestsPerMinute: least(requestsPerMinute, other.requestsPerMinute),
            tokensPerMinute: least(tokensPerMinute, other.tokensPerMinute)
        )
    }

    package var configuration: JSONValue {
        ["rpm": .optional(requestsPerMinute), "tpm": .optional(tokensPerMinute)]
    }

    package init(configuration: JSONValue) {
        requestsPerMinute = configuration["rpm"]?.integer
        tokensPerMinute = configuration["tpm"]?.integer
    }
}
