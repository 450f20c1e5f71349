/// What a receipt of a country says; an empty list means the phrase is not used there.
struct ReceiptWords: Sendable {
    var totals: [String]
    var subtotals: [String]
    /// `{}` is the rate.
    var taxes: [String]
    /// The same when prices contain the tax.
    var includedTaxes: [String]
    var tips: [String]
    var discounts: [String]
    var beforeTip: [String]
    var cash: [String]
    var change: [String]
    var cards: [String]
    var welcomes: [String]
    /// Lines that name the shop in a sentence: `{}` is its name.
    var greetings: [String]
    var slogans: [String]
    var thanks: [String]
    var dateLabels: [String]
    var receiptNumbers: [String]
    /// Lines with another date: `{}` is the date.
    var laterDates: [String]
    var earlierDates: [String]
    /// Lines with another amount: `{}` is the amount.
    var otherAmounts: [String]
    /// Lines with a number: `{}` is the number.
    var points: [String]
    var itemCounts: [String]
    var refundTitles: [String]
    var phone: String
    var taxNumbers: [String]
    var columnHeads: [String]
    /// Before an item's own discount.
    var less: String
    var perKilogram: String
    var conventions = ConventionWords()
}
