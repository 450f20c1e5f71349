/// One result with what the model answered, as a rescore reads it.
package struct StoredAnswer: Sendable {
    /// The trial's row in the store.
    package var trial: Int64
    package var item: Case
    /// Whose answer it is; `nil` when that was not written.
    package var profile: String?
    /// As the newest scoring has it.
    package var outcome: TrialOutcome
    /// Under the newest scoring; the values of its fields are not read back.
    package var score: TrialScore?
    /// Of the attempt that counts; `nil` when nothing was sent or nothing came back.
    package var status: Int?
    /// Why the model ended, in the stored word.
    package var finish: String?
    package var reasoningTokens: Int
    /// As it was stored; empty when there was none, or it was erased.
    package var body: [UInt8]
    /// The parsed answer as JSON text.
    package var output: String?

    package init(
        trial: Int64,
        item: Case,
        profile: String? = nil,
        outcome: TrialOutcome,
        score: TrialScore?,
        status: Int?,
        finish: String?,
        reasoningTokens: Int,
        body: [UInt8],
        output: String?
    ) {
        self.trial = trial
        self.item = item
        self.profile = profile
        self.outcome = outcome
        self.score = score
        self.status = status
        self.finish = finish
        self.reasoningTokens = reasoningTokens
        self.body = body
        self.output = output
    }
}
