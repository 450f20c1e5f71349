/// Whom a variant asks when the answer of its own, cheap profile is in doubt.
package struct CascadePlan: Hashable, Sendable {
    package var strong: Profile
    /// A second cheap profile whose answer is compared with the first; set exactly when the rule needs agreement.
    package var voter: Profile?
    package var rule: EscalationRule
    /// A cheap call that the infrastructure failed is handed over too; else the trial fails with it.
    package var escalatesErrors = true

    package init(strong: Profile, voter: Profile? = nil, rule: EscalationRule) {
        self.strong = strong
        self.voter = voter
        self.rule = rule
    }

    /// What of it can change an answer.
    package var identity: JSONValue {
        var members = JSONObject([
            ("strong", strong.identity), ("rule", rule.configuration),
            ("escalates_errors", .bool(escalatesErrors)),
        ])
        if let voter { members["voter"] = voter.identity }
        return .object(members)
    }
}

extension Variant {
    /// Every profile it may ask, its own first.
    package var profiles: [Profile] {
        [profile] + [cascade?.voter, cascade?.strong].compactMap { $0 }
    }

    /// Changes each of its profiles.
    package mutating func changeProfiles(_ change: (inout Profile) throws -> Void) rethrows {
        try change(&profile)
        guard var plan = cascade else { return }
        try change(&plan.strong)
        if var voter = plan.voter {
            try change(&voter)
            plan.voter = voter
        }
        cascade = plan
    }

    /// A run of it is simulated as soon as one of its profiles is.
    package var isSimulated: Bool { profiles.contains(where: \.isSimulated) }

    /// Some of its answers come from a cassette.
    package var isRecorded: Bool { profiles.contains(where: \.isRecorded) }
}

extension CascadePlan {
    /// The plan with its resolved profiles as JSON, without any secret.
    package var configuration: JSONValue {
        [
            "strong": strong.configuration, "voter": voter?.configuration ?? .null,
            "rule": rule.configuration, "escalates_errors": .bool(escalatesErrors),
        ]
    }

    init?(configuration: JSONValue) {
        guard let strong = configuration["strong"].flatMap(Profile.init(configuration:)),
            let rule = configuration["rule"].flatMap(EscalationRule.init(configuration:))
        else { return nil }
        self.init(strong: strong, rule: rule)
        if let stored = configuration["voter"], !stored.isNull {
            guard let voter = Profile(configuration: stored) else { return nil }
            self.voter = voter
        }
        escalatesErrors = configuration["escalates_errors"]?.bool ?? true
    }
}

extension EscalationRule {
    package var configuration: JSONValue {
        switch self {
        case .checks(let checks): ["unless": .array(checks.map { .string($0.rawValue) })]
        case .threshold(let signal, let threshold):
            ["signal": .string(signal.rawValue), "threshold": .number(threshold)]
        case .learned(let learned, let threshold):
            [
                "signal": "learned", "threshold": .number(threshold),
                "intercept": .number(learned.intercept),
                "weights": .object(
                    JSONObject(
                        AnswerSignal.allCases.compactMap { signal in
                            learned.weights[signal].map { (signal.rawValue, .number($0)) }
                        }
                    )
                ),
            ]
        }
    }

    init?(configuration: JSONValue) {
        if let checks = configuration["unless"]?.array {
            self = .checks(checks.compactMap { $0.string.flatMap(AnswerSignal.init(rawValue:)) })
            return
        }
        guard let name = configuration["signal"]?.string,
            let threshold = configuration["threshold"]?.double
        else { return nil }
        if let signal = AnswerSignal(rawValue: name) {
            self = .threshold(signal, threshold)
            return
        }
        guard let intercept = configuration["intercept"]?.double,
            let members = configuration["weights"]?.object?.members
        else { return nil }
        var weights: [AnswerSignal: Double] = [:]
        for member in members {
            guard let signal = AnswerSignal(rawValue: member.key), let weight = member.value.double
            else { return nil }
            weights[signal] = weight
        }
        self = .learned(LearnedSignal(intercept: intercept, weights: weights), threshold)
    }
}
