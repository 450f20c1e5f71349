import TallyCore
import TallyRules
import Testing

struct DateTests {
    @Test(arguments: [
        "2026-03-09", "2026/03/09", "9 March 2026", "09-MAR-26", "9. März 2026", "Mar 9, 2026",
        "2026年3月9日", "令和8年3月9日", "Mar9, 2026", "9 mars 2026",
    ])
    func `reads dates that are certain`(written: String) {
        #expect(read("Corner Shop", written, "TOTAL  1.00").string("date") == "2026-03-09")
    }

    @Test(arguments: [
        ("£", "09/03/2026"), ("£", "09.03.26"), ("£", "9-3-2026"), ("$", "03/09/2026"),
        ("$", "3/9/26"), ("¥", "26/03/09"),
    ])
    func `the currency's custom orders day and month`(sign: String, written: String) {
        let answer = read("Corner Shop", written, "TOTAL  \(sign)100.00", "CASH \(sign)100.00")
        #expect(answer.string("date") == "2026-03-09")
    }

    @Test func `an impossible month gives way to the other order`() {
        #expect(read("Shop", "04/22/2026", "TOTAL £1.00").string("date") == "2026-04-22")
        #expect(read("Shop", "22/04/2026", "TOTAL $1.00").string("date") == "2026-04-22")
    }

    @Test(arguments: [
        "O9/O3/2026", "09/03/2O26", "09 / 03 / 2026", "09l03l2026", "Date 09/03/202610:15",
    ])
    func `forgives what scanners confuse in dates`(written: String) {
        let answer = read("Shop", "Date \(written)", "TOTAL £1.00")
        #expect(answer.string("date") == "2026-03-09")
    }

    @Test(arguments: [
        "Valid until 01/01/2027", "CARD EXPIRY: 01/01/27", "Return by 01/01/2027",
        "Gültig bis 01.01.2027", "有効期限 2027/01/01", "Exchange until 01/01/2027 18:00",
    ])
    func `dates of promises are not the date of purchase`(line: String) {
        #expect(read("Shop", line, "09/03/2026", "TOTAL £1.00").string("date") == "2026-03-09")
        #expect(read("Shop", "09/03/2026", "TOTAL £1.00", line).string("date") == "2026-03-09")
    }

    @Test func `a labelled date wins over others`() {
        let answer = read("Shop", "Ref 01/01/2026", "TOTAL £1.00", "Date: 09/03/2026")
        #expect(answer.string("date") == "2026-03-09")
    }

    @Test(arguments: ["31/02/2026", "12/2026", "01/01/1970", "45/45/2026", "012-34-5678"])
    func `days that cannot be are no dates`(written: String) {
        #expect(read("Shop", written, "TOTAL £1.00")["date"] == .null)
    }
}
