/// What is known of one item on a receipt.
package enum LineItemField: String, Hashable, Sendable, CaseIterable {
    case description, quantity
    case unitPrice = "unit_price"
    case amount

    // Stored: the synthesised one makes a new array each time, which scoring would notice.
    package static let allCases: [LineItemField] = [.description, .quantity, .unitPrice, .amount]

    /// The schema asks for a JSON number.
    var readsNumbers: Bool { self != .description }

    /// How much agreement in this subfield counts when items are paired.
    ///
    /// The description and the amount identify an item; quantities are mostly 1 and unit prices mostly repeat the amount.
    var weight: Double {
        switch self {
        case .description: 0.5
        case .amount: 0.3
        case .quantity, .unitPrice: 0.1
        }
    }
}
