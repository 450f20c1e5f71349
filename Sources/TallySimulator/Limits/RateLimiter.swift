internal import TallyCore

/// Counts a deployment's requests and tokens against its limits a minute.
///
/// Azure looks at requests in windows of one or ten seconds, so that an even flow passes and a burst does not; a
/// request counts with its prompt's tokens and the most it may answer.
/// Source: https://learn.microsoft.com/azure/ai-foundry/openai/how-to/quota#understanding-rate-limits.
struct RateLimiter: Sendable {
    /// A limit too large for the windows to wait ten seconds: Azure's own example of one-second windows.
    private static let manyRequests = 600
    /// What Azure asks for when a request is larger than a minute's tokens: it never fits.
    private static let never = Duration.seconds(86_400)

    private let limits: (requests: Int, tokens: Int)
    private var requests: TokenBucket?
    private var tokens: TokenBucket?

    init(_ simulation: Simulation) {
        limits = (simulation.requestsPerMinute, simulation.tokensPerMinute)
        if limits.requests > 0 {
            let window: Duration = limits.requests < Self.manyRequests ? .seconds(10) : .seconds(1)
            requests = TokenBucket(perMinute: limits.requests, window: window)
        }
        if limits.tokens > 0 {
            tokens = TokenBucket(perMinute: limits.tokens, window: .seconds(60))
        }
    }

    /// What a request meets.
    enum Admission: Hashable, Sendable {
        case granted(RateStanding)
        case refused(Throttle.Cause, wait: Duration, RateStanding)
    }

    /// Takes the request's share, or says how long until there is room for it.
    mutating func admit(tokens count: Int, at now: Duration) -> Admission {
        requests?.fill(until: now)
        tokens?.fill(until: now)
        let amount = Double(count)
        if let bucket = requests, let wait = bucket.wait(for: 1), wait > .zero {
            return .refused(.requests, wait: wait, standing)
        }
        if let bucket = tokens, bucket.wait(for: amount) != .zero {
            return .refused(.tokens, wait: bucket.wait(for: amount) ?? Self.never, standing)
        }
        requests?.take(1)
        tokens?.take(amount)
        return .granted(standing)
    }

    private var standing: RateStanding {
        RateStanding(
            requests: requests.map { .init(perMinute: limits.requests, left: Int($0.level)) },
            tokens: tokens.map { .init(perMinute: limits.tokens, left: Int($0.level)) }
        )
    }
}

/// What is left of a deployment's limits; `nil` where it has none.
struct RateStanding: Hashable, Sendable {
    struct Allowance: Hashable, Sendable {
        var perMinute: Int
        var left: Int
    }

    var requests: Allowance?
    var tokens: Allowance?
}
