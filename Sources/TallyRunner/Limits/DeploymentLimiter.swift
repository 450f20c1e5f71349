internal import Synchronization
internal import TallyCore

/// Spreads the requests to one deployment so that they keep within its limits a minute, whatever lanes they come from.
///
/// Each request takes its share at once and waits until that has flowed in, so that whoever comes first is sent first.
/// The buckets hold ten seconds' flow, or one where there are many requests: providers look at windows shorter than a
/// minute (https://learn.microsoft.com/azure/ai-foundry/openai/how-to/quota#understanding-rate-limits).
final class DeploymentLimiter: Sendable {
    private static let manyRequests = 600

    private struct Buckets {
        var requests: TokenBucket?
        var tokens: TokenBucket?
    }

    private let state: Mutex<Buckets>
    private let elapsed: @Sendable () -> Duration

    init(_ limits: RateLimits, elapsed: @escaping @Sendable () -> Duration) {
        var buckets = Buckets()
        if let requests = limits.requestsPerMinute {
            let window: Duration = requests < Self.manyRequests ? .seconds(10) : .seconds(1)
            buckets.requests = TokenBucket(perMinute: requests, window: window)
        }
        if let tokens = limits.tokensPerMinute {
            buckets.tokens = TokenBucket(perMinute: tokens, window: .seconds(10))
        }
        state = Mutex(buckets)
        self.elapsed = elapsed
    }

    /// Takes one request's share; returns how long it has to wait.
    func reserve(tokens: Int) -> Duration {
        let now = elapsed()
        return state.withLock { buckets in
            buckets.requests?.fill(until: now)
            buckets.tokens?.fill(until: now)
            buckets.requests?.take(1)
            buckets.tokens?.take(Double(tokens))
            return max(buckets.requests?.debt ?? .zero, buckets.tokens?.debt ?? .zero)
        }
    }

    /// Corrects what was reserved by what was used.
    func settle(_ tokens: Int) { state.withLock { $0.tokens?.take(Double(tokens)) } }
}
