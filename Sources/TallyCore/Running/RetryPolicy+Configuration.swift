extension RetryPolicy {
    /// What of the policy a benchmark may set, as JSON.
    package var configuration: JSONValue {
        [
            "max_attempts": .number(maxAttempts), "max_retry_after": .number(longestHint.seconds),
            "max_throttle_wait": .number(maxThrottleWait.seconds),
        ]
    }

    /// Reads back what `configuration` wrote; what is missing is the default.
    package init(configuration: JSONValue) {
        self.init()
        if let value = configuration["max_attempts"]?.integer { maxAttempts = value }
        if let value = configuration["max_retry_after"]?.double { longestHint = .seconds(value) }
        if let value = configuration["max_throttle_wait"]?.double {
            maxThrottleWait = .seconds(value)
        }
    }
}
