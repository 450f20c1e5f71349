internal import TallyCore

/// Waiting for endpoints that are down, and giving them up.
extension LaneRunner {
    /// Waits before endpoints are tried again; what was still in flight may have found them well already.
    func pause() async {
        for endpoint in endpoints {
            guard !isOver, let (duration, reason) = endpoint.state.beginProbe() else { continue }
            let text =
                "\(endpoint.profile.name): no answer \(CircuitBreaker.threshold) times in a row "
                + "(\(reason)); next try in \(Int(duration.seconds)) s"
            runner.observer.receive(.remark(text))
            _ = await runner.clock.sleep(duration) { isOver }
        }
    }

    /// Gives the lane up when enough probes of an endpoint failed; an error is the ledger's.
    func giveUpAfterProbe() async -> (any Error)? {
        guard !runner.stop.isRaised else { return nil }
        for endpoint in endpoints {
            guard let reason = endpoint.state.probeFailed() else { continue }
            do {
                try await tell(reason)
                return nil
            } catch {
                runner.stop.raise()
                return error
            }
        }
        return nil
    }

    func tell(_ reason: String) async throws {
        runner.observer.receive(.laneStopped(lane: lane.index, reason: reason))
        try await runner.ledger.commit([.laneStopped(run: lane.run, reason: reason)])
    }
}
