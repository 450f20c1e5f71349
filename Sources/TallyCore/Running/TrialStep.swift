/// The one step of a trial with its calls, written when the trial ends.
package struct TrialStep: Sendable {
    package var id: Int64
    package var tool: String
    package var inputDigest: Digest
    /// The call whose answer is the trial's.
    package var call: TrialCall
    /// What else was asked, in that order.
    package var others: [EndedCall]

    package init(
        id: Int64,
        tool: String,
        inputDigest: Digest,
        call: TrialCall,
        others: [EndedCall] = []
    ) {
        self.id = id
        self.tool = tool
        self.inputDigest = inputDigest
        self.call = call
        self.others = others
    }
}

/// One profile asked within a step.
package struct TrialCall: Sendable {
    package var id: Int64
    package var profile: String
    package var role: CallRole
    package var source: CallSource
    /// The first call with its schema: its time counts in no statistic of latency.
    package var isWarmUp: Bool
    /// What its answer was trusted by, where a threshold decided that.
    package var signal: Double?
    /// Of an escalation: the doubt about the answer before it.
    package var reason: String?
    /// The attempt, of this run or another, whose answer was given again; `nil` where something was sent.
    package var cachedAttempt: Int64?

    package init(
        id: Int64,
        profile: String,
        role: CallRole = .answer,
        source: CallSource,
        isWarmUp: Bool = false,
        signal: Double? = nil,
        reason: String? = nil,
        cachedAttempt: Int64? = nil
    ) {
        self.cachedAttempt = cachedAttempt
        self.id = id
        self.profile = profile
        self.role = role
        self.source = source
        self.isWarmUp = isWarmUp
        self.signal = signal
        self.reason = reason
    }

    /// 0 for what every case is asked, 1 for what is asked in doubt.
    package var stage: Int { role == .escalation ? 1 : 0 }
}

/// A call that brought something, though not the trial's answer.
package struct EndedCall: Sendable {
    package var call: TrialCall
    package var result: TrialResult

    package init(call: TrialCall, result: TrialResult) {
        self.call = call
        self.result = result
    }
}
