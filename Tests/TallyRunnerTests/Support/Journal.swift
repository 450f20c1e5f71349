import Synchronization
import TallyCore

/// What ledger, provider and observer saw, in one order.
final class Journal: Sendable {
    enum Entry: Equatable {
        case attemptCommitted(ULID)
        case sent(ULID)
        case trialCommitted(Int64)
        case trialReported(String)
    }

    private let state = Mutex<[Entry]>([])

    var entries: [Entry] { state.withLock { $0 } }

    func note(_ entry: Entry) { state.withLock { $0.append(entry) } }
}
