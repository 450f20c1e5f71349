package import TallyCore

/// Whom a lane asks besides its own profile, and when.
package struct Escalation: Sendable {
    /// A profile with what sends to it.
    package struct Target: Sendable {
        package var profile: Profile
        package var provider: any ModelProvider

        package init(profile: Profile, provider: any ModelProvider) {
            self.profile = profile
            self.provider = provider
        }
    }

    package var strong: Target
    /// Gives the second answer that is compared with the first; `nil` where the rule needs none.
    package var voter: Target?
    package var rule: EscalationRule
    /// A call that the infrastructure failed is handed over too.
    package var escalatesErrors: Bool

    package init(
        strong: Target,
        voter: Target? = nil,
        rule: EscalationRule,
        escalatesErrors: Bool = true
    ) {
        self.strong = strong
        self.voter = voter
        self.rule = rule
        self.escalatesErrors = escalatesErrors
    }

    var targets: [Target] { [voter, strong].compactMap { $0 } }
}

extension RunPlan.Lane {
    /// Every profile it may ask, its own first.
    var profiles: [Profile] { [profile] + (escalation?.targets ?? []).map(\.profile) }
}
