internal import TallyCore

/// The choices that hold for a whole receipt; they decide which item fields are printed at all.
struct ReceiptLayout: Sendable {
    enum ItemStyle: Sendable, CaseIterable {
        /// `Latte  4.50`, with a line of its own for any other quantity than one.
        case short
        /// `Latte  2 x 4.50  9.00`
        case inline
        /// `Latte`, then `2 x 4.50  9.00`
        case stacked
        /// `2  Latte  4.50  9.00`
        case columns
    }

    let items: ItemStyle
    let dateStyle: DateStyle
    let isDateInFooter: Bool
    let isMerchantFirst: Bool
    let hasLongRates: Bool
    let hasTaxLetters: Bool

    init(region: ReceiptRegion, draft: ReceiptDraft, using generator: inout SeededGenerator) {
        items = generator.pick([.short, .short, .short, .inline, .stacked, .stacked, .columns])
        dateStyle = generator.pick(region.dateStyles)
        isDateInFooter = generator.chance(0.3)
        isMerchantFirst = generator.chance(0.82)
        hasLongRates = generator.chance(0.3)
        hasTaxLetters = draft.taxes.count > 1 && items == .short && generator.chance(0.7)
    }

    /// Whether quantity and price a unit of an item can be read from the receipt.
    func showsQuantity(_ item: ReceiptDraft.Item) -> Bool {
        items != .short || item.quantity != 1000 || item.discount > 0
    }
}
