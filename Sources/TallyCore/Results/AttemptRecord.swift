/// One request on the wire as a bill reads it.
package struct AttemptRecord: Hashable, Sendable {
    /// Its outcome was written; else it was cut off, or is in flight.
    package var isDone: Bool
    /// Whom it asked; `nil` in a run that asked one profile alone.
    package var profile: String?
    /// The day it left, `YYYY-MM-DD` in UTC.
    package var day: String
    package var billing: Exchange.Billing?
    /// Its tokens, or those that the basis it is read by supposes.
    package var usage: Usage?
    package var priceKey: String?
    /// What its tokens cost on its day, or under the basis it is read by; `nil` when that is unknown.
    package var price: Price?
    /// It ran on capacity that is paid by the hour, and has no price of its own.
    package var isHourly: Bool
    /// What an imported prediction says it cost, which no price changes.
    package var stated: Money?
    /// The model version the server named.
    package var returnedModel: String?

    package init(
        isDone: Bool = true,
        profile: String? = nil,
        day: String,
        billing: Exchange.Billing?,
        usage: Usage?,
        priceKey: String? = nil,
        price: Price? = nil,
        isHourly: Bool = false,
        stated: Money? = nil,
        returnedModel: String? = nil
    ) {
        self.isDone = isDone
        self.profile = profile
        self.day = day
        self.billing = billing
        self.usage = usage
        self.priceKey = priceKey
        self.price = price
        self.isHourly = isHourly
        self.stated = stated
        self.returnedModel = returnedModel
    }
    /// What it cost: as stated, else its tokens at its price; `nil` when that is unknown.
    package var cost: Money? { stated ?? usage.flatMap { price?.cost(of: $0) } }
}
