import TallyScoring
import Testing

@Suite struct AmountReaderTests {
    @Test(
        arguments: [
            ("RM 60.30", "en-MY", "MYR", "60.30"), ("1,234.56", "en-MY", "MYR", "1234.56"),
            ("1.234,56", "de-DE", "EUR", "1234.56"), ("1.234,56", "en-US", "USD", "1234.56"),
            ("12,5", nil, nil, "12.5"), (".70", nil, nil, "0.70"), ("105.", nil, nil, "105"),
            ("60.000", "id-ID", "IDR", "60000"), ("60,000", "id-ID", "IDR", "60000"),
            ("60.000", "de-DE", "EUR", "60000"), ("60.000", "en-MY", "MYR", "60"),
            ("1.944.000", nil, "IDR", "1944000"), ("9.500,00", "id-ID", "IDR", "9500"),
            ("45,000.00", "id-ID", "IDR", "45000"), ("1,200", "ja-JP", "JPY", "1200"),
            ("12.345", nil, "KWD", "12.345"), ("0.125", "de-DE", "EUR", "0.125"),
            ("1 234,50 €", "fr-FR", "EUR", "1234.50"), ("1'234.50", "de-CH", "CHF", "1234.50"),
            ("1\u{202F}234,50", "fr-FR", "EUR", "1234.50"),
            ("1,00,000.00", "en-IN", "INR", "100000"),
            ("Rp.56.000", "id-ID", "IDR", "56000"), ("AMOUNT:$58.92", nil, nil, "58.92"),
            ("24,-", "de-DE", "EUR", "24"), ("￥１,２００", nil, "JPY", "1200"),
        ] as [(String, String?, String?, String)]
    )
    func `reads an amount by its locale and currency`(
        text: String,
        locale: String?,
        currency: String?,
        value: String
    ) {
        let convention = NumberConvention(locale: locale, currency: currency)
        #expect(AmountReader.read(text, convention: convention) == Amount(lexeme: value))
    }

    @Test(arguments: [
        "(5.00)", "-5.00", "5.00-", "($5.00)", "-RM 5.00", "RM -5.00", "\u{2212}5.00", "5.00- EUR",
        "- 5,00",
    ])
    func `knows the ways of writing a negative amount`(text: String) {
        let convention = NumberConvention(locale: nil, currency: nil)
        #expect(AmountReader.read(text, convention: convention) == Amount(lexeme: "-5"))
    }

    @Test(arguments: ["SUB-TOTAL 5.00", "[5.00]", "5.00)", "5.00-A"])
    func `takes no hyphen or lone bracket for a minus`(text: String) {
        let convention = NumberConvention(locale: nil, currency: nil)
        #expect(AmountReader.read(text, convention: convention) == Amount(lexeme: "5"))
    }

    @Test(arguments: ["", "-", "free", "10%", "2 x 5.00", "1.07VAT20%", "12 50", "1..5", "1,2,3"])
    func `finds no amount where there is not exactly one number`(text: String) {
        let convention = NumberConvention(locale: nil, currency: nil)
        #expect(AmountReader.read(text, convention: convention) == nil)
    }

    @Test(arguments: [
        ("60.3", 60_300_000), ("60.300000000000004", 60_300_000), ("1e3", 1_000_000_000),
        ("6.03E+1", 60_300_000), ("-0.0000005", -1), ("1e-400", 0), ("0e999999999999", 0),
    ])
    func `reads a JSON number to the millionth`(lexeme: String, millionths: Int) {
        #expect(Amount(lexeme: lexeme)?.millionths == millionths)
    }

    @Test(arguments: ["1e300", "99999999999999999999", "x", "1e99999999999999999999"])
    func `has no amount for a number beyond all receipts`(lexeme: String) {
        #expect(Amount(lexeme: lexeme) == nil)
    }
}
