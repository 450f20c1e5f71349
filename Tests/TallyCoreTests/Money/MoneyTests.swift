import TallyCore
import Testing

struct MoneyTests {
    @Test(
        arguments: [
            (0, 0), (1, 0), (499, 0), (500, 0), (501, 1), (999, 1), (1000, 1), (1499, 1), (1500, 2),
            (1501, 2), (2500, 2), (2501, 3), (3500, 4), (-499, 0), (-500, 0), (-501, -1),
            (-1500, -2),
            (-2500, -2),
        ] as [(Int64, Int64)]
    )
    func `pico-dollars are rounded half to even`(pico: Int64, nano: Int64) {
        #expect(Money(roundingPicodollars: pico) == Money(nanodollars: nano))
    }

    @Test(arguments: [Int64.max, .min])
    func `the ends of the range do not trap`(pico: Int64) {
        let nano = Money(roundingPicodollars: pico).nanodollars
        #expect(abs(Double(nano) * 1000 - Double(pico)) <= 1000)
    }

    @Test func `amounts add, subtract and compare exactly`() {
        let third = Money(nanodollars: 333_333_333)
        #expect(third + third + third == Money(nanodollars: 999_999_999))
        #expect(third - third == .zero)
        #expect(Money.zero < third)
        #expect(Money(nanodollars: 1_500_000_000).dollars == 1.5)
    }
}
