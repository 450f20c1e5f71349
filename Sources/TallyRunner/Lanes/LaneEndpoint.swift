internal import TallyCore

/// One endpoint as a lane asks it: its limits, and what is known of its health.
final class LaneEndpoint: Sendable {
    let profile: Profile
    let provider: any ModelProvider
    let role: CallRole
    let state: LaneState
    let limit: LaneLimit
    /// Shared with the other lanes on the same deployment; `nil` where no limit is agreed.
    let limiter: DeploymentLimiter?

    init(
        _ target: Escalation.Target,
        role: CallRole,
        runner: Runner,
        limiters: [String: DeploymentLimiter],
        hasAnswered: Bool = false
    ) {
        profile = target.profile
        provider = target.provider
        self.role = role
        // Batches have a quota of their own.
        limiter = target.profile.batch == nil ? limiters[target.profile.deployment] : nil
        limit = LaneLimit(target.profile.concurrency, elapsed: runner.elapsed)
        state = LaneState(longestHint: runner.plan.retry.longestHint, hasAnswered: hasAnswered)
    }

    /// An endpoint compiles a schema when it first meets it: that call's time does not count.
    var needsWarmUp: Bool {
        provider.source != .local && provider.source != .batch && profile.output == .jsonSchema
    }
}

extension Profile {
    /// What the provider counts its limits by.
    var deployment: String { "\(provider.rawValue) \(endpoint ?? "") \(model)" }
}
