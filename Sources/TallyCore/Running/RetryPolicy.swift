/// When to send a request again: one pure value, used by the runner and by every sender.
package struct RetryPolicy: Hashable, Sendable {
    /// Attempts for transport errors and 5xx, the first one included.
    package var maxAttempts = 5
    /// Attempts while no connection can be made at all.
    package var maxConnectAttempts = 3
    package var firstDelay: Duration = .milliseconds(500)
    package var longestDelay: Duration = .seconds(8)
    /// A longer hint parks the work instead of holding its place.
    package var longestHint: Duration = .seconds(120)
    /// Sum of waits on 429 after which the work is parked; a 429 does not count as an attempt.
    package var maxThrottleWait: Duration = .seconds(600)

    package init() {}

    /// What happened to one request so far.
    package struct History: Hashable, Sendable {
        /// Failed attempts other than 429.
        package var failures = 0
        /// Of these, the ones that found no connection.
        package var connectFailures = 0
        package var throttles = 0
        package var throttleWait: Duration = .zero

        package init() {}

        /// The history with one more failed attempt.
        package func adding(_ error: ProviderError) -> History {
            var next = self
            if error.type == .rateLimited { next.throttles += 1 } else { next.failures += 1 }
            if error.type == .connect { next.connectFailures += 1 }
            return next
        }
    }

    package enum Decision: Hashable, Sendable {
        case retry(after: Duration)
        /// The failure is the result.
        case giveUp
        /// No result yet: the work stays pending and can be resumed.
        case park
    }

    /// Decides after a failed attempt; `history` includes it.
    package func decision(
        after error: ProviderError,
        history: History,
        using generator: inout some RandomNumberGenerator
    ) -> Decision {
        // A cancelled request says nothing of the model, a broken certificate nothing of the case.
        if error.type.stopsLane || error.type == .cancelled || error.type == .tls { return .park }
        // A 429 says nothing of the case, so it never becomes its result.
        guard error.isTransient else { return error.type == .rateLimited ? .park : .giveUp }
        if history.connectFailures >= maxConnectAttempts { return .park }
        guard history.failures < maxAttempts else {
            // Whatever says success without an answer is not the endpoint that was meant, and no connection is no answer.
            let isSuccess = error.status.map((200..<300).contains) ?? false
            let isElsewhere = isSuccess && error.type == .serverError
            return isElsewhere || error.type == .connect ? .park : .giveUp
        }
        if let hint = error.retryAfter, hint > longestHint { return .park }
        let wait = error.retryAfter ?? backoff(history.failures + history.throttles, &generator)
        if error.type == .rateLimited, history.throttleWait + wait > maxThrottleWait {
            return .park
        }
        return .retry(after: wait)
    }

    /// `min(first * 2^n, longest) * (1 - 0.25 * rand)`, n = retries so far.
    private func backoff(_ attempts: Int, _ generator: inout some RandomNumberGenerator) -> Duration
    {
        let doublings = min(max(attempts - 1, 0), 16)
        let delay = min(firstDelay * (1 << doublings), longestDelay)
        return delay * (1 - 0.25 * Double.random(in: 0..<1, using: &generator))
    }
}
