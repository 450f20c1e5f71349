internal import Synchronization
internal import TallyCore

/// What the trials of one lane tell each other: whether the lane still makes sense.
final class LaneState: Sendable {
    /// Trials in a row that found no connection before the lane gives up.
    static let unreachableLimit = 3

    private struct State {
        var unreachable = 0
        var reason: String?
    }

    private let state = Mutex(State())

    var isStopped: Bool { state.withLock { $0.reason != nil } }

    /// Notes that the endpoint answered.
    func reached() { state.withLock { $0.unreachable = 0 } }

    /// Notes a trial without a result; returns the reason when this one stops the lane.
    func parked(on error: ProviderError) -> String? {
        state.withLock { state in
            guard state.reason == nil else { return nil }
            if error.type == .connect || error.type == .tls { state.unreachable += 1 }
            let isHopeless = error.type.stopsLane || state.unreachable >= Self.unreachableLimit
            guard isHopeless else { return nil }
            state.reason = error.description
            return state.reason
        }
    }
}
