internal import TallyCore

/// A call that may be answered by what an earlier one brought.
extension CallRunner {
    /// `nil` where no answer is kept or given again; what is not sent over a network never is.
    func responseKey(_ prompt: Prompt, of item: Case) -> Digest? {
        guard let responses = plan.responses, endpoint.provider.source.isBilled else { return nil }
        return responses.key(of: request(prompt, of: item), to: endpoint.profile)
    }

    /// The end of a call whose answer is there already; `nil` where it is to be sent.
    func given(under key: Digest, after entries: [LedgerEntry]) throws -> LastAttempt? {
        let now = runner.clock.wall()
        guard let responses = plan.responses, responses.policy.mode.isRead,
            let found = try responses.find(key, of: endpoint.profile, at: now)
        else { return nil }
        return LastAttempt(
            exchange: found.exchange,
            uncommitted: entries + [.responseUsed(key: key, at: now)],
            working: .zero,
            attempts: [],
            cachedAttempt: found.attempt
        )
    }

    /// Whole answers are kept, good or bad; what failed on its way is asked for again.
    func kept(_ exchange: Exchange, under key: Digest) -> KeptResponse? {
        guard let responses = plan.responses, responses.policy.mode.isWritten,
            case .success = exchange.result, !exchange.body.isEmpty
        else { return nil }
        return KeptResponse(key: key, moment: runner.clock.wall())
    }
}
