internal import Synchronization
internal import TallyCore

/// What the trials of one lane tell each other: whether the lane still makes sense.
final class LaneState: Sendable {
    private struct State {
        var breaker = CircuitBreaker()
        /// Why the latest trial stayed without a result.
        var lastFailure: String?
        /// Trials that were left without a result, but for those of an outage.
        var left = 0
        /// Trials that an outage left.
        var parked: [PlannedTrial] = []
        /// The endpoint is down, and was not waited for since that was last seen.
        var isPauseDue = false
        /// It was asked since, in vain.
        var isProbeMissed = false
        var hasBegun = false
        /// Trials that warm up.
        var warmUps = 0
        var hasAnswered: Bool
        var reason: String?
    }

    private let state: Mutex<State>
    private let longestHint: Duration

    /// `longestHint` is the longest wait a server may ask for without the lane being given up.
    init(longestHint: Duration, hasAnswered: Bool) {
        self.longestHint = longestHint
        state = Mutex(State(hasAnswered: hasAnswered))
    }

    /// The endpoint has answered a request of this lane, now or before a resume.
    var hasAnswered: Bool { state.withLock { $0.hasAnswered } }

    var isStopped: Bool { state.withLock { $0.reason != nil } }

    /// The endpoint seems to be down: nothing new is sent but a probe, and failures are not the cases'.
    var isCircuitOpen: Bool { state.withLock { $0.breaker.isOpen } }

    /// Whether this is the first trial that asks; every later one is not.
    func isFirst() -> Bool {
        state.withLock { state in
            defer { state.hasBegun = true }
            return !state.hasBegun
        }
    }

    /// Whether this trial is among the first `count`, whose times count for nothing.
    func warmsUp(_ count: Int) -> Bool {
        state.withLock { state in
            guard state.warmUps < count else { return false }
            state.warmUps += 1
            return true
        }
    }

    /// Notes that a trial asked nobody after all: another one warms up in its place.
    func askedNobody(isFirst: Bool, isWarmUp: Bool) {
        state.withLock { state in
            if isFirst { state.hasBegun = false }
            if isWarmUp { state.warmUps -= 1 }
        }
    }

    /// Notes that the endpoint answered, and whether a model's answer is part of it.
    func concluded(answered: Bool) {
        state.withLock { state in
            state.breaker.answered()
            if answered { state.hasAnswered = true }
        }
    }

    /// Notes a trial that brought no answer; returns the reason when this one stops the lane.
    func missed(on error: ProviderError, by slot: PlannedTrial, isParked: Bool) -> String? {
        state.withLock { state in
            guard state.reason == nil else { return nil }
            state.lastFailure = error.description
            if isParked {
                if error.isOutage { state.parked.append(slot) } else { state.left += 1 }
            }
            let isHopeless =
                error.type.stopsLane || error.retryAfter.map { $0 > longestHint } ?? false
            state.isProbeMissed = state.breaker.isOpen
            let verdict = state.breaker.missed(
                isOutage: error.isOutage,
                hasAnswered: state.hasAnswered
            )
            if verdict == .pause { state.isPauseDue = true }
            guard isHopeless || verdict == .stop else { return nil }
            state.reason = error.description
            return state.reason
        }
    }

    /// What an outage left, to be tried once more where the endpoint is known to answer at times.
    func takeParked() -> [PlannedTrial] {
        state.withLock { state in
            guard state.hasAnswered else { return [] }
            defer { state.parked = [] }
            return state.parked
        }
    }

    /// How long to wait before the next probe, and why; `nil` when there is nothing to wait for.
    ///
    /// A probe is a whole trial, and not every trial of a cascade asks every endpoint: one that did not is no reason to
    /// wait again.
    func beginProbe() -> (duration: Duration, reason: String)? {
        state.withLock { state in
            guard state.breaker.isOpen, state.isPauseDue else { return nil }
            state.isPauseDue = false
            state.isProbeMissed = false
            return (state.breaker.pause, state.lastFailure ?? "no answer")
        }
    }

    /// Notes a probe that asked and brought no answer; returns the reason when the lane is given up.
    func probeFailed() -> String? {
        state.withLock { state in
            guard state.breaker.isOpen, state.isProbeMissed else { return nil }
            state.isProbeMissed = false
            state.isPauseDue = true
            guard state.reason == nil, state.breaker.probeFailed() else { return nil }
            state.reason = "circuit open, \(state.lastFailure ?? "no answer")"
            return state.reason
        }
    }

    /// Why trials are left at the lane's end, when nothing stopped it before; `nil` when none is left.
    var unfinishedReason: String? {
        state.withLock { state in
            let isLeft = state.left > 0 || !state.parked.isEmpty
            return state.reason == nil && isLeft ? state.lastFailure : nil
        }
    }

    /// Stops the lane for a reason of its own; returns whether it was running.
    func stop(_ reason: String) -> Bool {
        state.withLock { state in
            guard state.reason == nil else { return false }
            state.reason = reason
            return true
        }
    }
}
