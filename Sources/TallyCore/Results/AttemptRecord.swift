/// One request on the wire as a bill reads it.
package struct AttemptRecord: Hashable, Sendable {
    /// Its outcome was written; else it was cut off, or is in flight.
    package var isDone: Bool
    /// The day it left, `YYYY-MM-DD` in UTC.
    package var day: String
    package var billing: Exchange.Billing?
    package var usage: Usage?
    package var priceKey: String?
    /// What its tokens cost on its day; `nil` when that is unknown.
    package var price: Price?
    /// The model version the server named.
    package var returnedModel: String?

    package init(
        isDone: Bool = true,
        day: String,
        billing: Exchange.Billing?,
        usage: Usage?,
        priceKey: String? = nil,
        price: Price? = nil,
        returnedModel: String? = nil
    ) {
        self.isDone = isDone
        self.day = day
        self.billing = billing
        self.usage = usage
        self.priceKey = priceKey
        self.price = price
        self.returnedModel = returnedModel
    }
}
