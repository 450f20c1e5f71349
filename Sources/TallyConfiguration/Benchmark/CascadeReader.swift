import TallyCore

/// Reads a variant's cascade: whom to ask first, whom in doubt, and when an answer is in doubt.
package enum CascadeReader {
    package static let keys = ["cheap", "strong", "escalate_unless", "on_error"]
    package static let ruleKeys = ["signal", "threshold", "with", "intercept", "weights"]
    /// What a threshold can be set on: the signals, and what was learned from several of them.
    package static let signals = AnswerSignal.allCases.map(\.rawValue) + [learned]
    static let learned = "learned"

    /// What becomes of a cheap call that the infrastructure failed.
    package enum OnError: String, CaseIterable {
        case escalate, fail
    }

    /// When an answer is in doubt, and the profile whose answer it is compared with.
    struct Rule {
        var rule: EscalationRule
        var with: Cursor?
    }

    static func rule(_ cursor: Cursor) throws(ConfigurationError) -> Rule {
        switch cursor.node.content {
        case .list: return Rule(rule: .checks(try checks(cursor)))
        case .map: return try threshold(cursor)
        default:
            throw cursor.mismatch(
                "a list of \(AnswerSignal.checks.map(\.rawValue).joined(separator: ", ")), or a map "
                    + "{signal, threshold}"
            )
        }
    }

    private static func checks(_ cursor: Cursor) throws(ConfigurationError) -> [AnswerSignal] {
        var checks: [AnswerSignal] = []
        for element in try cursor.list() {
            let check = try element.choice(of: AnswerSignal.allCases)
            guard AnswerSignal.checks.contains(check) else {
                throw element.error(
                    "\(check.rawValue) needs a threshold: "
                        + "escalate_unless: {signal: \(check.rawValue), threshold: ...}"
                )
            }
            if checks.contains(check) {
                throw element.error("\(quoted(check.rawValue)) is listed twice")
            }
            checks.append(check)
        }
        if checks.isEmpty { throw cursor.error("expected at least one check") }
        return checks
    }

    private static func threshold(_ cursor: Cursor) throws(ConfigurationError) -> Rule {
        let fields = try cursor.map(keys: ruleKeys)
        let named = try fields.required("signal")
        let threshold = try number(try fields.required("threshold"))
        let signal: AnswerSignal?
        if case .scalar(let scalar) = named.node.content, scalar.text == learned {
            signal = nil
        } else {
            signal = try named.choice(of: AnswerSignal.allCases, besides: [learned])
        }
        if signal != .agreement, let value = fields["with"] {
            throw value.error("only agreement compares with a second profile")
        }
        guard let signal else {
            let weights = try weights(try fields.required("weights"))
            let intercept = try number(try fields.required("intercept"))
            let learned = LearnedSignal(intercept: intercept, weights: weights)
            return Rule(rule: .learned(learned, threshold))
        }
        for key in ["intercept", "weights"] {
            if let value = fields[key] { throw value.error("only the signal learned has \(key)") }
        }
        let with = signal == .agreement ? try fields.required("with") : nil
        return Rule(rule: .threshold(signal, threshold), with: with)
    }

    private static func weights(
        _ cursor: Cursor
    ) throws(ConfigurationError) -> [AnswerSignal: Double] {
        let known = AnswerSignal.allCases.filter { $0 != .agreement }
        var weights: [AnswerSignal: Double] = [:]
        for (key, value) in try cursor.members() {
            guard let signal = known.first(where: { $0.rawValue == key }) else {
                throw value.error(
                    "unknown signal \(quoted(key))",
                    suggestion: Suggestion.text(for: key, among: known.map(\.rawValue))
                )
            }
            weights[signal] = try number(value)
        }
        if weights.isEmpty { throw cursor.error("expected at least one weight") }
        return weights
    }

    private static func number(_ cursor: Cursor) throws(ConfigurationError) -> Double {
        guard let value = Double(try cursor.number()), value.isFinite else {
            throw cursor.mismatch("a finite number")
        }
        return value
    }
}

extension VariantReader {
    /// The profiles of a cascade besides the cheap one, as the file asks for them.
    struct CascadeRequest {
        var strong: VariantRequest.Member
        var voter: VariantRequest.Member?
        var rule: EscalationRule
        var escalatesErrors: Bool

        var members: [VariantRequest.Member] { [voter, strong].compactMap { $0 } }
    }

    /// Keys of a variant that are the profiles' own business in a cascade.
    private static let ofProfiles = [
        "profile", "profiles", "grid", "parameters", "output", "api", "stream", "image", "extra",
        "mode", "batch",
        "logprobs",
    ]

    /// The element of the list as a cascade of its cheap profile.
    func cascade(
        _ cursor: Cursor,
        of fields: Cursor.Fields
    ) throws(ConfigurationError) -> VariantRequest.Subject {
        for key in Self.ofProfiles {
            if let value = fields[key] {
                throw value.error("a cascade names its profiles itself; make a profile with this")
            }
        }
        let own = try cursor.map(keys: CascadeReader.keys)
        let rule = try CascadeReader.rule(try own.required("escalate_unless"))
        let cheapCursor = try own.required("cheap")
        let strongCursor = try own.required("strong")
        var cheap = try member(cheapCursor)
        let strong = try member(strongCursor)
        if strong.profile.name == cheap.profile.name {
            throw strongCursor.error("the strong profile is the cheap one; name another")
        }
        let voter: VariantRequest.Member? =
            if let with = rule.with { try member(with) } else { nil }
        if let with = rule.with, voter?.profile.name == cheap.profile.name {
            throw with.error("an answer always agrees with itself; name another cheap profile")
        }
        if let limit = try fields["concurrency"]?.concurrency() {
            cheap.profile.concurrency = limit
        }
        if rule.rule.signals.contains(.meanLogprob) {
            try Self.checkLogprobs(cheap.profile, cheapCursor)
            cheap.profile.wantsLogprobs = true
        }
        let onError = try own["on_error"]?.choice(of: CascadeReader.OnError.allCases)
        var subject = VariantRequest.Subject(
            entry: cheap.entry,
            profile: cheap.profile,
            prompts: defaults.prompts,
            grid: .none
        )
        subject.cascade = CascadeRequest(
            strong: strong,
            voter: voter,
            rule: rule.rule,
            escalatesErrors: (onError ?? .escalate) == .escalate
        )
        return subject
    }

    private func member(_ cursor: Cursor) throws(ConfigurationError) -> VariantRequest.Member {
        let entry = try entry(cursor)
        return VariantRequest.Member(entry: entry, profile: profile(of: entry, nil))
    }

    /// Only chat completions tell probabilities.
    static func checkLogprobs(
        _ profile: Profile,
        _ cursor: Cursor
    ) throws(ConfigurationError) {
        let speaksChat = [.openai, .azure, .simulated].contains(profile.provider)
        guard speaksChat, profile.api == .chat else {
            throw cursor.error(
                "\(profile.name) tells no log probabilities: that needs the chat completions of "
                    + "openai, azure or simulated"
            )
        }
    }
}
