import TallyCore
import TallyRules
import Testing

struct CurrencyTests {
    @Test(arguments: [
        ("TOTAL  €3.00", "EUR"), ("TOTAL  £3.00", "GBP"), ("TOTAL  $3.00", "USD"),
        ("TOTAL  RM 3.00", "MYR"), ("TOTAL  CHF 3.00", "CHF"), ("TOTAL  SGD 3.00", "SGD"),
        ("合計  300円", "JPY"), ("MwSt 19%  0,48", "EUR"),
    ])
    func `signs, codes and words tell the currency`(line: String, code: String) {
        #expect(read("Shop", line).string("currency") == code)
    }

    @Test func `a dollar sign is the local money where the receipt speaks for a country`() {
        let answer = read("PEARL SDN BHD", "5 JALAN MAWAR, SELANGOR", "TOTAL  $3.00")
        #expect(answer.string("currency") == "MYR")
    }

    @Test func `a card conversion does not change the currency`() {
        let answer = read(
            "Shop",
            "TOTAL  €10.00",
            "Conversion rate USD 1.0850",
            "Converted USD 10.85 at rate"
        )
        #expect(answer.string("currency") == "EUR")
        #expect(answer.lexeme("total") == "10.00")
    }

    @Test func `an American address tells the dollar`() {
        let answer = read("Shop", "Northfield, VT 05663", "TOTAL  3.00")
        #expect(answer.string("currency") == "USD")
    }

    @Test func `no cue is null`() {
        #expect(read("Shop", "TOTAL  3.00")["currency"] == .null)
    }
}
