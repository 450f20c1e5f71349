/// One line item of a receipt, amounts in minor units.
struct Item: Hashable, Sendable {
    var description: String
    /// The count or weight as a JSON number.
    var quantity: String?
    var unitPrice: Int?
    var amount: Int?
}
