internal import Synchronization
internal import TallyCore

/// The places in flight of one lane, and what moves their number.
final class LaneLimit: Sendable {
    let permits: Permits
    private let isAdaptive: Bool
    private let controller: Mutex<AdaptiveLimit>
    private let elapsed: @Sendable () -> Duration

    init(_ concurrency: Concurrency, elapsed: @escaping @Sendable () -> Duration) {
        permits = Permits(concurrency.start)
        isAdaptive = concurrency.isAdaptive
        controller = Mutex(AdaptiveLimit(concurrency))
        self.elapsed = elapsed
    }

    /// Learns from an attempt; returns the new limit where that changed it.
    ///
    /// What was answered only after a retry says nothing of the limit, nor does what failed by itself.
    func learn(from exchange: Exchange, attempt: Int) -> Int? {
        guard isAdaptive else { return nil }
        let changed = controller.withLock { controller -> Int? in
            let before = controller.limit
            switch exchange.result {
            case .success:
                if attempt == 1 { controller.answered(inFlight: permits.taken) }
            case .failure(let error) where error.type == .rateLimited:
                controller.throttled(retryAfter: error.retryAfter, at: elapsed())
            case .failure(let error) where error.isOutage: controller.faulted()
            case .failure: break
            }
            return controller.limit == before ? nil : controller.limit
        }
        if let changed { permits.resize(to: changed) }
        return changed
    }
}
