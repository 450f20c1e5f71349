import TallyCore
import TallyRules
import Testing

struct TotalTests {
    @Test func `the rounded total wins over the sum before rounding`() {
        let answer = receipt("TOTAL  20.98", "ROUNDING ADJ  0.02", "TOTAL  21.00")
        #expect(answer.lexeme("total") == "21.00")
        #expect(
            receipt("TOTAL  20.98", "ROUNDING  -0.03", "ROUNDED TOTAL (RM)  20.95").lexeme("total")
                == "20.95"
        )
    }

    @Test(arguments: [
        "TOTAL QTY  9.00", "TOTAL GST  9.00", "TOTAL DISCOUNT  9.00", "TOTAL SAVINGS  90.00",
        "CHANGE DUE  90.00", "TOTAL (EXCLUDING GST)  9.00", "SUBTOTAL  9.00", "TOTAL POINTS  90.00",
        "GIFT CARD BALANCE  90.00",
    ])
    func `other totals are not the total`(line: String) {
        #expect(receipt("TOTAL  12.50", line).lexeme("total") == "12.50")
        #expect(receipt(line, "TOTAL  12.50").lexeme("total") == "12.50")
    }

    @Test func `the table of tax rates is not the total`() {
        let answer = receipt(
            "TOTAL  10.60",
            "GST SUMMARY  AMOUNT  TAX",
            "SR @ 6%  10.00  0.60",
            "TOTAL  10.00  0.60"
        )
        #expect(answer.lexeme("total") == "10.60")
    }

    @Test func `the sum with the tip is the total`() {
        let answer = receipt(
            "SUBTOTAL  30.00",
            "TAX  2.40",
            "TOTAL  32.40",
            "TIP  6.00",
            "TOTAL  38.40"
        )
        #expect(answer.lexeme("total") == "38.40")
        #expect(answer.lexeme("tip") == "6.00")
    }

    @Test func `suggested tips are neither tip nor total`() {
        let answer = receipt(
            "TOTAL  20.00",
            "Suggested tip:",
            "15% = 3.00  Total 23.00",
            "20% = 4.00  Total 24.00"
        )
        #expect(answer.lexeme("total") == "20.00")
        #expect(answer["tip"] == .null)
    }

    @Test func `an amount may stand below its label`() {
        #expect(receipt("TOTAL SALES:", "12.50", "CASH  20.00").lexeme("total") == "12.50")
    }

    @Test func `cash less change is the total where no label is left`() {
        #expect(receipt("Bread  3.00", "CASH  20.00", "CHANGE  7.50").lexeme("total") == "12.50")
    }

    @Test func `cash and change decide between two totals`() {
        let answer = receipt("TOTAL  12.50", "TOTAL  99.90", "CASH  20.00", "CHANGE  7.50")
        #expect(answer.lexeme("total") == "12.50")
    }

    @Test(arguments: ["T0TAL", "TOTAI", "TOTL", "TQTAL", "GRANDTOTAL", "TOTALAMOUNT"])
    func `a misread label still names the total`(label: String) {
        #expect(receipt("Bread  40.00", "\(label)  12.50").lexeme("total") == "12.50")
    }

    @Test func `a word one letter from a label on an item is no label`() {
        let answer = receipt("PAPER  40.00", "PAINT  2.00", "CHARGER  3.00", "TOTAL  45.00")
        #expect(answer.lexeme("total") == "45.00")
        #expect(answer.items.count == 3)
    }

    @Test func `taxes of several rates are added`() {
        let answer = receipt("TOTAL  12.50", "incl. VAT 19%  1.00", "incl. VAT 7%  0.35")
        #expect(answer.lexeme("tax") == "1.35")
    }

    @Test func `the tax is the smallest of net, tax and gross`() {
        let answer = receipt("SUMME  11,90", "MwSt 19%  10,00  1,90  11,90")
        #expect(answer.lexeme("tax") == "1.90")
    }

    @Test(arguments: ["DISCOUNT  -2.00", "COUPON  (2.00)", "DISCOUNT  2.00-", "Rabatt  -2.00"])
    func `a discount on the basket is positive`(line: String) {
        #expect(receipt("SUBTOTAL  12.00", line, "TOTAL  10.00").lexeme("discount") == "2.00")
    }
}
