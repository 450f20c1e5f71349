/// An amount of US dollars in whole nano-dollars.
package struct Money: Hashable, Sendable, Comparable, AdditiveArithmetic {
    package var nanodollars: Int64

    package static let zero = Money(nanodollars: 0)

    package init(nanodollars: Int64) { self.nanodollars = nanodollars }

    /// Rounds pico-dollars half to even, the one rounding an attempt's cost undergoes.
    package init(roundingPicodollars picodollars: Int64) {
        let (quotient, remainder) = picodollars.quotientAndRemainder(dividingBy: 1000)
        let isUp = abs(remainder) > 500 || (abs(remainder) == 500 && quotient % 2 != 0)
        nanodollars = isUp ? quotient + picodollars.signum() : quotient
    }

    package var dollars: Double { Double(nanodollars) / 1e9 }

    package static func + (left: Money, right: Money) -> Money {
        Money(nanodollars: left.nanodollars + right.nanodollars)
    }

    package static func - (left: Money, right: Money) -> Money {
        Money(nanodollars: left.nanodollars - right.nanodollars)
    }

    package static func < (left: Money, right: Money) -> Bool {
        left.nanodollars < right.nanodollars
    }
}
