/// What the receipts of one country have in common: currency, tax, words, names and forms.
///
/// Names of shops, streets and towns are made up.
struct ReceiptRegion: Sendable {
    /// Whether and how a sale is taxed; rates in hundredths of a percent.
    enum TaxPolicy: Sendable {
        case none
        /// One of these rates applies to the whole receipt.
        case one([Int])
        /// Each product names its rate by index.
        case byProduct([Int])
    }

    struct Product: Sendable {
        var name: String
        /// Minor units.
        var price: ClosedRange<Int>
        /// Index into the rates of `TaxPolicy.byProduct`.
        var rate: Int
        /// Sold by the kilogram; the price is then a kilogram's.
        var isWeighed: Bool

        init(_ name: String, _ price: ClosedRange<Int>, rate: Int = 0, isWeighed: Bool = false) {
            self.name = name
            self.price = price
            self.rate = rate
            self.isWeighed = isWeighed
        }
    }

    /// A kind of business: name forms with `{}` for the stem, and what it sells.
    struct Trade: Sendable {
        var names: [String]
        var isRestaurant: Bool
        var products: [Product]
        /// Sold by the kilogram, with full conventions only.
        var weighed: [Product] = []
    }

    var locale: String
    var currency: String
    var amounts: AmountStyle
    /// Forms of an amount with its currency sign, `{}` being the digits.
    var amountForms: [String]
    /// Forms of a negative amount, `{}` being the form above.
    var negativeForms: [String]
    var dateStyles: [DateStyle]
    var taxPolicy: TaxPolicy
    /// How often prices already contain the tax.
    var taxIncludedChance: Double
    /// How often a restaurant's guest tips.
    var tipChance: Double
    var stems: [String]
    var trades: [Trade]
    var streets: [String]
    var towns: [String]
    /// `#` stands for a digit.
    var phoneForm: String
    var words: ReceiptWords
    /// Totals are rounded to a multiple of this many minor units.
    var roundingUnit = 1
    /// Prices of pieces are a multiple of this many minor units.
    var priceStep = 1
    /// Equal shares a tax is printed in, as India's central and state tax.
    var taxParts: [String] = []

    static let all: [ReceiptRegion] = [
        .unitedStates, .germany, .japan, .kuwait, .switzerland, .unitedKingdom, .brazil, .india,
    ]

    static func named(_ locale: String) -> ReceiptRegion? { all.first { $0.locale == locale } }
}
