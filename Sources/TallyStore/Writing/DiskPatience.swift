internal import Foundation
internal import TallyCore

/// How long a writer waits for space on a full disk, and whom it tells.
package struct DiskPatience: Sendable {
    private let limit: Duration
    private let pause: Duration
    private let notice: @Sendable (String) -> Void

    /// - Parameters:
    ///   - limit: the time until it gives up.
    ///   - pause: the time between two tries.
    ///   - notice: told once when the wait begins, and once when it ends well.
    package init(
        limit: Duration = .seconds(30),
        pause: Duration = .milliseconds(500),
        notice: @escaping @Sendable (String) -> Void = { _ in }
    ) {
        self.limit = limit
        self.pause = pause
        self.notice = notice
    }

    func waiter(for path: String) -> Waiter { Waiter(patience: self, path: path) }

    /// One wait; it blocks the writer's own thread, which has nothing else to do.
    struct Waiter {
        fileprivate let patience: DiskPatience
        fileprivate let path: String
        private var waited: Duration = .zero

        fileprivate init(patience: DiskPatience, path: String) {
            self.patience = patience
            self.path = path
        }

        /// Waits a little; `false` when the patience is at its end.
        mutating func waits() -> Bool {
            guard waited < patience.limit else { return false }
            if waited == .zero {
                patience.notice(
                    "\(path): the disk is full; nothing is sent for up to \(Int(patience.limit.seconds)) s: "
                        + "free some space and the run goes on"
                )
            }
            Thread.sleep(forTimeInterval: patience.pause.seconds)
            waited += patience.pause
            return true
        }

        func ended() {
            if waited > .zero { patience.notice("\(path): there is space again, the run goes on") }
        }
    }
}
