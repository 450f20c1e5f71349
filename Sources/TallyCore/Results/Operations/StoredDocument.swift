/// One accepted trial as operations read it.
package struct StoredDocument: Sendable {
    /// When its trial began.
    package var began: Moment
    /// Seconds after the first case at which it arrived in production; `nil` where the dataset does not say.
    package var arrival: Double?
    package var user: String?
    package var tool: String
    package var outcome: TrialOutcome
    /// What all its answers took, in seconds; `nil` when nothing was measured.
    package var service: Double?
    package var isDocumentExact: Bool?
    /// Its call only warmed up: its time says nothing.
    package var isWarmUp: Bool

    package init(
        began: Moment,
        arrival: Double? = nil,
        user: String? = nil,
        tool: String = "extract",
        outcome: TrialOutcome,
        service: Double? = nil,
        isDocumentExact: Bool? = nil,
        isWarmUp: Bool = false
    ) {
        self.began = began
        self.arrival = arrival
        self.user = user
        self.tool = tool
        self.outcome = outcome
        self.service = service
        self.isDocumentExact = isDocumentExact
        self.isWarmUp = isWarmUp
    }
}
