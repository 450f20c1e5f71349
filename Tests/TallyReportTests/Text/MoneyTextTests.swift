import TallyCore
import TallyReport
import Testing

struct MoneyTextTests {
    @Test(arguments: [
        (0, "$0"), (0.0004, "$0.0004"), (0.0091, "$0.0091"), (0.01, "$0.0100"), (0.1, "$0.10"),
        (0.000123, "$0.00012"), (0.00000125, "$0.0000013"), (0.09996, "$0.10"), (3.906, "$3.91"),
        (12.3, "$12.30"), (999.999, "$1000"), (1234.5, "$1235"), (-0.5, "-$0.50"),
    ])
    func `amounts of any size read well`(dollars: Double, text: String) {
        #expect(MoneyText.short(dollars) == text)
    }

    @Test(arguments: [
        (125, "0.000000125"), (0, "0"), (18_000_000, "0.018"), (1_000_000_000, "1"),
        (12_300_000_000, "12.3"), (-5, "-0.000000005"),
        (Int64.max, "9223372036.854775807"),
    ])
    func `JSON amounts are exact and have no exponent`(nanodollars: Int64, lexeme: String) {
        #expect(MoneyText.lexeme(Money(nanodollars: nanodollars)) == lexeme)
    }

    @Test func `derived amounts carry no float noise`() {
        #expect(MoneyText.lexeme(dollars: 0.1 + 0.2) == "0.3")
        #expect(MoneyText.lexeme(dollars: 0.00009) == "0.00009")
        #expect(MoneyText.lexeme(dollars: .infinity) == nil)
    }
}
