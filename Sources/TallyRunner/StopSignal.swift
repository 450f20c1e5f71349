internal import Synchronization

/// A request to stop that everyone may look at: what is in flight is finished, nothing new is sent.
package final class StopSignal: Sendable {
    private let flag = Atomic<Bool>(false)

    package init() {}

    package var isRaised: Bool { flag.load(ordering: .acquiring) }

    /// Returns whether this call was the first.
    @discardableResult
    package func raise() -> Bool { !flag.exchange(true, ordering: .acquiringAndReleasing) }
}
