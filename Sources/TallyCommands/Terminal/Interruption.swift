internal import Foundation
internal import Synchronization
internal import TallyRunner
internal import UnixSignals

/// Turns Ctrl-C into a drain: the first signal stops sending, the second ends the process.
final class Interruption: Sendable {
    let stop = StopSignal()
    private let signal = Mutex<Int32?>(nil)

    /// The exit code a drained run ends with; `nil` when no signal came.
    var exitCode: Int32? { signal.withLock { $0 } }

    /// Watches for signals until the task is cancelled.
    func watch(_ notice: @escaping @Sendable () -> Void) async {
        for await received in await UnixSignalsSequence(trapping: .sigint, .sigterm) {
            let code: Int32 = received == .sigint ? 130 : 143
            guard stop.raise() else { exit(code) }
            signal.withLock { $0 = code }
            notice()
        }
    }
}
