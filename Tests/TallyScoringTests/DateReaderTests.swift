import TallyCore
import TallyScoring
import Testing

@Suite struct DateReaderTests {
    @Test(arguments: [
        "2018-03-04", "2018-03-04T20:13:39+08:00", "2018-03-04 20:13", "04/03/2018", "4.3.18",
        "04-03-2018 8:13:39 PM", "20180304", "2018/3/4", "04 MAR 2018", "4-Mar-18", "Mar 4, 2018",
        "Sunday, March 4th 2018", "4. März 2018", "4 mars 2018", "4 de marzo de 2018",
        "4 marzo 2018", "4Mar'18", "2018年3月4日", "(04/03/2018)", "dim. 4 mars 2018 à 20h13",
        "20:13 04/03/2018", "04032018", "4 mrt 2018", "04 Mac 2018", "2018 March 4",
    ])
    func `reads the same day in many forms`(text: String) {
        #expect(
            DateReader.read(text, order: .dayFirst) == CivilDate(year: 2018, month: 3, day: 4)
        )
    }

    @Test(arguments: [
        (DateOrder.dayFirst, 2003, 2, 1), (.monthFirst, 2003, 1, 2), (.yearFirst, 2001, 2, 3),
    ])
    func `follows the declared order`(order: DateOrder, year: Int, month: Int, day: Int) {
        let date = DateReader.read("01/02/03", order: order)
        #expect(date == CivilDate(year: year, month: month, day: day))
    }

    @Test func `takes the other order when only that gives a day`() {
        let date = DateReader.read("4/22/2018", order: .dayFirst)
        #expect(date == CivilDate(year: 2018, month: 4, day: 22))
    }

    @Test(arguments: [(68, 2068), (69, 1969), (99, 1999), (18, 2018)])
    func `reads two-digit years as POSIX does`(short: Int, year: Int) {
        let date = DateReader.read("01.02.\(short)", order: .dayFirst)
        #expect(date == CivilDate(year: year, month: 2, day: 1))
    }

    @Test(arguments: [
        "", "yesterday", "20:37", "04/11", "DECEMBER 2016", "2018-02-30", "31/04/2018",
        "2018-13-13", "12", "99999999", "0/0/0", "2018-25-12",
    ])
    func `finds no date where there is none`(text: String) {
        #expect(DateReader.read(text, order: .dayFirst) == nil)
    }
}
