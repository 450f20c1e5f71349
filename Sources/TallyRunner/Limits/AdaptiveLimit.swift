package import TallyCore

/// Finds how many requests in flight an endpoint bears: fast up to the first refusal, slowly from then on.
///
/// Additive-increase, multiplicative-decrease as TCP does it (Chiu and Jain 1989, "Analysis of the increase and
/// decrease algorithms for congestion avoidance"), with growth by shares instead of steps, so that small and large
/// limits are found alike. A round is as many first-try answers as the limit has places.
package struct AdaptiveLimit: Hashable, Sendable {
    /// What a clean round adds once there was a refusal.
    private static let growth = 1.05
    /// What a refusal leaves.
    private static let cut = 0.8
    /// Share of the places that must have been taken, or a round says nothing about the limit.
    private static let saturation = 0.8
    /// Refusals of one burst come within this time; a longer wait asked for by the server counts instead.
    private static let cooldown = Duration.seconds(15)

    private let range: ClosedRange<Int>
    private var value: Double
    private var isDoubling = true
    private var answers = 0
    private var peak = 0
    private var isClean = true
    private var quietUntil = Duration.zero

    package init(_ concurrency: Concurrency) {
        range = concurrency.range
        value = Double(concurrency.start)
    }

    /// Requests that may be in flight now.
    package var limit: Int { Int(value) }

    /// A request was answered at its first attempt; `inFlight` counts it too.
    package mutating func answered(inFlight: Int) {
        answers += 1
        peak = max(peak, inFlight)
        guard answers >= limit else { return }
        let isSaturated = Double(peak) >= Self.saturation * Double(limit)
        if isClean, isSaturated { grow() }
        (answers, peak, isClean) = (0, 0, true)
    }

    /// The server refused a request for its rate.
    package mutating func throttled(retryAfter: Duration?, at now: Duration) {
        isDoubling = false
        guard now >= quietUntil else {
            isClean = false
            return
        }
        value = max(Double(range.lowerBound), value * Self.cut)
        (answers, peak, isClean) = (0, 0, true)
        quietUntil = now + max(Self.cooldown, retryAfter ?? .zero)
    }

    /// The server failed, which says nothing of its limit: this round does not grow, and nothing is cut.
    package mutating func faulted() { isClean = false }

    private mutating func grow() {
        let larger = isDoubling ? value * 2 : max(value + 1, value * Self.growth)
        value = min(Double(range.upperBound), larger)
    }
}
