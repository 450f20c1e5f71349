/// One request on the wire as operations read it.
package struct StoredRequest: Sendable {
    package var opened: Moment
    /// Whom it asked.
    package var profile: String
    /// Its outcome was written; else it was cut off, or is in flight.
    package var isDone: Bool
    package var error: ErrorType?
    /// Head sent to last byte, in seconds.
    package var service: Double?
    package var usage: Usage?
    /// `nil` when it is unpriced, or ran on capacity that is paid by the hour.
    package var cost: Money?
    /// Nobody knows whether it was billed.
    package var mayBeBilled: Bool

    package init(
        opened: Moment,
        profile: String,
        isDone: Bool = true,
        error: ErrorType? = nil,
        service: Double? = nil,
        usage: Usage? = nil,
        cost: Money? = .zero,
        mayBeBilled: Bool = false
    ) {
        self.opened = opened
        self.profile = profile
        self.isDone = isDone
        self.error = error
        self.service = service
        self.usage = usage
        self.cost = cost
        self.mayBeBilled = mayBeBilled
    }
}
