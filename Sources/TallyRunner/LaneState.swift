internal import Synchronization
internal import TallyCore

/// What the trials of one lane tell each other: whether the lane still makes sense.
final class LaneState: Sendable {
    /// Trials in a row that stay without a result before the lane gives up.
    static let parkedLimit = 3

    private struct State {
        var parked = 0
        /// Why the latest trial stayed without a result.
        var lastFailure: String?
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

    /// Notes that a trial has a result, and whether a model's answer is part of it.
    func concluded(answered: Bool) {
        state.withLock { state in
            state.parked = 0
            if answered { state.hasAnswered = true }
        }
    }

    /// Notes a trial without a result; returns the reason when this one stops the lane.
    func parked(on error: ProviderError) -> String? {
        state.withLock { state in
            guard state.reason == nil else { return nil }
            state.parked += 1
            state.lastFailure = error.description
            let isHopeless =
                error.type.stopsLane || state.parked >= Self.parkedLimit
                || error.retryAfter.map { $0 > longestHint } ?? false
            guard isHopeless else { return nil }
            state.reason = error.description
            return state.reason
        }
    }

    /// Why trials are left at the lane's end, when nothing stopped it before; `nil` when none is left.
    var unfinishedReason: String? {
        state.withLock { $0.reason == nil ? $0.lastFailure : nil }
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
