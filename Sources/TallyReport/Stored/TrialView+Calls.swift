internal import TallyCore

/// The calls of a trial that asked several profiles, each before its attempts.
extension TrialView {
    /// `escalation · gpt-4o · 1.2 s · because not reconciles · the trial's answer`.
    func callLine(_ call: TrialDetail.Call) -> String {
        var parts = [call.role, call.profile]
        if let service = call.service { parts.append(NumberText.seconds(service) + " s") }
        if let reason = call.reason { parts.append("because of: \(reason)") }
        if let valid = call.isSchemaValid { parts.append(valid ? "fits the schema" : "no schema") }
        if let holds = call.reconciles { parts.append(holds ? "adds up" : "does not add up") }
        if let logprob = call.meanLogprob {
            parts.append("mean logprob \(NumberText.fixed(logprob, decimals: 4))")
        }
        if let signal = call.signal {
            parts.append("signal \(NumberText.fixed(signal, decimals: 4))")
        }
        if call.isDecisive { parts.append("the trial's answer") }
        return "call · " + parts.joined(separator: " · ")
    }

    func ownAttempts(of call: TrialDetail.Call) -> [TrialDetail.Attempt] {
        trial.attempts.filter { $0.call == call.id }
    }

    /// Attempts that stand under no heading of their own: of a lone call, or of an execution that was cut off.
    var otherAttempts: [TrialDetail.Attempt] {
        guard trial.calls.count > 1 else { return trial.attempts }
        let known = Set(trial.calls.map(\.id))
        return trial.attempts.filter { !known.contains($0.call) }
    }

    static func json(_ call: TrialDetail.Call) -> JSONValue {
        [
            "profile": .string(call.profile), "role": .string(call.role),
            "reason": .optional(call.reason), "decisive": .bool(call.isDecisive),
            "service_s": .optional(call.service),
            "schema_valid": call.isSchemaValid.map { .bool($0) } ?? .null,
            "reconciles": call.reconciles.map { .bool($0) } ?? .null,
            "mean_logprob": .optional(call.meanLogprob), "signal": .optional(call.signal),
        ]
    }
}
