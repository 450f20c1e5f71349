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

    /// Sums stop at the largest amount (nine billion dollars) instead of trapping on a server's nonsense.
    package static func + (left: Money, right: Money) -> Money {
        let (sum, overflow) = left.nanodollars.addingReportingOverflow(right.nanodollars)
        return Money(nanodollars: overflow ? (right.nanodollars < 0 ? .min : .max) : sum)
    }

    package static func - (left: Money, right: Money) -> Money {
        let (rest, overflow) = left.nanodollars.subtractingReportingOverflow(right.nanodollars)
        return Money(nanodollars: overflow ? (right.nanodollars < 0 ? .max : .min) : rest)
    }

    package static func * (amount: Money, count: Int) -> Money {
        let (product, overflow) = amount.nanodollars.multipliedReportingOverflow(by: Int64(count))
        return Money(nanodollars: overflow ? .max : product)
    }

    package static func < (left: Money, right: Money) -> Bool {
        left.nanodollars < right.nanodollars
    }
}
