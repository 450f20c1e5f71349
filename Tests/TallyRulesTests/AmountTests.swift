import TallyCore
import TallyRules
import Testing

/// How amounts are read, seen through the total.
struct AmountTests {
    @Test(arguments: [
        ("12.50", "12.50"), ("1,234.50", "1234.50"), ("$12.50", "12.50"), ("USD 12.50", "12.50"),
        ("12.50 A", "12.50"), ("12.50SR", "12.50"), (".65", "0.65"),
    ])
    func `reads a point as the decimal mark`(written: String, lexeme: String) {
        #expect(receipt("TOTAL  \(written)").lexeme("total") == lexeme)
    }

    @Test(arguments: [
        ("12,50", "12.50"), ("1.234,50", "1234.50"), ("1'234,50", "1234.50"),
        ("1\u{202F}234,50", "1234.50"), ("12,50 €", "12.50"), ("EUR 12,50", "12.50"),
    ])
    func `reads a comma as the decimal mark`(written: String, lexeme: String) {
        #expect(receipt("SUMME  \(written)").lexeme("total") == lexeme)
    }

    @Test(arguments: [
        ("1O.5O", "10.50"), ("l2.50", "12.50"), ("12.S0", "12.50"), ("12 .50", "12.50"),
        ("12. 50", "12.50"), ("4D.00", "40.00"), ("248.4A", "248.44"), ("I2,345.60", "12345.60"),
    ])
    func `forgives what scanners confuse in numbers`(written: String, lexeme: String) {
        #expect(receipt("TOTAL  \(written)").lexeme("total") == lexeme)
    }

    @Test(arguments: ["-12.50", "-$12.50", "$-12.50", "12.50-"])
    func `reads refunds as negative`(written: String) {
        #expect(receipt("TOTAL  \(written)").lexeme("total") == "-12.50")
    }

    @Test(arguments: [
        ("¥1,250", "1250"), ("1,250円", "1250"), ("￥１２５０", "1250"), ("Y1,250", "1250"),
    ])
    func `yen have no decimals`(written: String, lexeme: String) {
        let answer = read("山の店", "2026/03/09", "お茶  ¥150", "合計  \(written)", "現金 ¥2,000")
        #expect(answer.lexeme("total") == lexeme)
    }

    @Test func `dinars have three decimals`() {
        let answer = read("Pearl Cafe", "2026-03-09", "Tea  KWD 1.250", "TOTAL  KWD 1.250")
        #expect(answer.lexeme("total") == "1.250")
    }

    @Test(arguments: ["10:45", "012-345-6789", "09/03/2026", "25%", "500ml", "No. 00012.50-7"])
    func `times, phones, dates, percentages and codes are no amounts`(written: String) {
        #expect(receipt("TOTAL  \(written)")["total"] == .null)
    }
}
