internal import Synchronization

/// What waits for one monitor: a bounded queue that never makes anyone wait who adds to it.
final class MonitorBuffer: Sendable {
    fileprivate struct State {
        var events: [MonitorEvent] = []
        var dropped = 0
        var isClosed = false
        var isAbandoned = false
        /// Events that were handed out and not told yet.
        var outstanding = 0
        var reader: CheckedContinuation<Void, Never>?
    }

    /// How long events gather once there is one.
    private static let gathering: Duration = .milliseconds(10)

    private let capacity: Int
    private let state = Mutex(State())

    init(capacity: Int) { self.capacity = capacity }

    /// Events that found no room.
    var dropped: Int { state.withLock { $0.dropped } }

    func add(_ event: MonitorEvent) {
        let reader = state.withLock { state -> CheckedContinuation<Void, Never>? in
            guard !state.isClosed, state.events.count < capacity else {
                state.dropped += 1
                return nil
            }
            state.events.append(event)
            return state.takeReader()
        }
        reader?.resume()
    }

    /// Nothing more comes; what waits is still handed out.
    func close() {
        let reader = state.withLock { state in
            state.isClosed = true
            return state.takeReader()
        }
        reader?.resume()
    }

    /// Nobody waits for this monitor any longer: what it was not told is dropped.
    func abandon() {
        state.withLock { state in
            state.isAbandoned = true
            state.dropped += state.events.count + state.outstanding
            state.events = []
        }
    }

    /// Whether the next event that was handed out is still to be told.
    func isWanted() -> Bool {
        state.withLock { state in
            state.outstanding -= 1
            return !state.isAbandoned
        }
    }

    /// All that waits, once there is something; empty when nothing more comes.
    func next() async -> [MonitorEvent] {
        while true {
            let (events, isClosed) = state.withLock { state in
                defer { state.events = [] }
                state.outstanding = state.events.count
                return (state.events, state.isClosed)
            }
            if !events.isEmpty || isClosed { return events }
            await withCheckedContinuation { continuation in
                let isReady = state.withLock { state in
                    guard state.events.isEmpty, !state.isClosed else { return true }
                    state.reader = continuation
                    return false
                }
                if isReady { continuation.resume() }
            }
            // To be woken for every event costs a fast run a tenth of its speed.
            if !state.withLock({ $0.isClosed }) { try? await Task.sleep(for: Self.gathering) }
        }
    }
}

extension MonitorBuffer.State {
    fileprivate mutating func takeReader() -> CheckedContinuation<Void, Never>? {
        defer { reader = nil }
        return reader
    }
}
