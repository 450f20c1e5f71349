/// Capacity that is paid by the hour whatever it answers, from a date on: a reserved deployment, a GPU of one's own.
///
/// Its attempts have no price of their own. A run costs the hours it took, and its share of those in which the
/// capacity stood idle: wall time x price / utilisation.
package struct HourPrice: Hashable, Sendable {
    /// The first day the price holds, `YYYY-MM-DD` in UTC.
    package var from: String
    /// Nano-dollars an hour.
    package var perHour: Int64
    /// The share of the paid hours in which it works, in millionths; above 0.
    package var utilisation: Int64

    package static let whole: Int64 = 1_000_000

    package init(from: String, perHour: Int64, utilisation: Int64) {
        precondition(perHour >= 0 && (1...Self.whole).contains(utilisation))
        self.from = from
        self.perHour = perHour
        self.utilisation = utilisation
    }

    /// What work of that many seconds costs, to the microsecond, rounded half to even once; `nil` beyond all reason.
    package func cost(ofSeconds seconds: Double) -> Money? {
        guard seconds >= 0, seconds < 1e11 else { return nil }
        let worked = Int128((seconds * 1e6).rounded()) * Int128(perHour)
        let (work, overflow) = worked.multipliedReportingOverflow(by: Int128(Self.whole))
        if overflow { return nil }
        let hour = Int128(3_600_000_000) * Int128(utilisation)
        let (quotient, remainder) = work.quotientAndRemainder(dividingBy: hour)
        let isUp = 2 * remainder > hour || 2 * remainder == hour && quotient % 2 != 0
        return Int64(exactly: quotient + (isUp ? 1 : 0)).map(Money.init(nanodollars:))
    }
}
