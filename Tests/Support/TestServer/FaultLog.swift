internal import Synchronization

/// What one `FaultServer` was asked and what it played, and who is connected to it.
final class FaultLog: Sendable {
    private struct State {
        var plays: [FaultServer.Play] = []
        var turns: [String: Int] = [:]
        var connections = 0
        var open = 0
    }

    private let state = Mutex(State())

    var plays: [FaultServer.Play] { state.withLock { $0.plays } }
    var connections: Int { state.withLock { $0.connections } }
    var open: Int { state.withLock { $0.open } }

    /// Notes a connection; returns its number, counted from 1.
    func connected() -> Int {
        state.withLock { state in
            state.open += 1
            state.connections += 1
            return state.connections
        }
    }

    func disconnected() { state.withLock { $0.open -= 1 } }

    /// Notes a request of a subject with what `choose` plays to it.
    func add(
        _ text: String,
        subject: String,
        choose: (FaultServer.Request) -> Fault
    ) -> Fault {
        let request = state.withLock { state in
            state.turns[subject, default: 0] += 1
            return FaultServer.Request(
                number: state.turns.values.reduce(0, +),
                turn: state.turns[subject] ?? 1,
                subject: subject,
                text: text
            )
        }
        let fault = choose(request)
        state.withLock { $0.plays.append(.init(request: request, fault: fault.name)) }
        return fault
    }
}
