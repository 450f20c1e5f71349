/// The content of one receipt before it is printed: amounts are integers of minor units that add up.
struct ReceiptDraft: Sendable {
    struct Item: Sendable {
        var name: String
        /// Thousandths, so that 0.432 kg is exact; negative on a refund.
        var quantity: Int
        var isWeighed: Bool
        /// Minor units a piece or a kilogram.
        var unitPrice: Int
        /// Taken off this item; not negative.
        var discount: Int
        /// Hundredths of a percent.
        var rate: Int

        /// What the item comes to after its own discount.
        var amount: Int { roundedQuotient(quantity * unitPrice, 1000) - discount }
    }

    /// The tax of all items of one rate.
    struct TaxShare: Sendable {
        /// Hundredths of a percent.
        var rate: Int
        /// Before tax.
        var net: Int
        var tax: Int
    }

    var merchant: String
    /// Empty when the receipt prints none.
    var address: [String]
    var phone: String
    var date: CivilDate
    /// Minutes since midnight.
    var time: Int
    var isRestaurant: Bool
    var isRefund: Bool
    var isTaxIncluded: Bool
    var items: [Item]
    /// Taken off the whole basket; not negative.
    var discount: Int
    var tip: Int
    var taxes: [TaxShare]
    var printsSubtotal: Bool
    var printsTax: Bool
    /// A charge on top that is neither taxed nor a tip.
    var service = 0
    /// Hundredths of a percent.
    var serviceRate = 0
    /// The total is a multiple of this many minor units.
    var roundingUnit = 1

    var subtotal: Int { items.reduce(0) { $0 + $1.amount } }
    var tax: Int { taxes.reduce(0) { $0 + $1.tax } }
    var totalBeforeTip: Int { subtotal - discount + (isTaxIncluded ? 0 : tax) + service }
    var total: Int { roundedQuotient(exactTotal, roundingUnit) * roundingUnit }
    /// What rounding adds to the total.
    var rounding: Int { total - exactTotal }
    private var exactTotal: Int { totalBeforeTip + tip }
    /// Pieces; a weighed item counts as one.
    var pieces: Int { items.reduce(0) { $0 + ($1.isWeighed ? 1 : abs($1.quantity) / 1000) } }
}
