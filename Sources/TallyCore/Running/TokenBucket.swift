/// A bucket that is filled at a steady rate, up to its brim, and emptied by what is taken.
package struct TokenBucket: Hashable, Sendable {
    package let brim: Double
    private let perSecond: Double
    package private(set) var level: Double
    private var filled = Duration.zero

    /// A full bucket that is filled with so many units a minute and holds what flows in within `window`, one unit at
    /// least.
    package init(perMinute: Int, window: Duration) {
        perSecond = Double(perMinute) / 60
        brim = max(1, perSecond * window.seconds)
        level = brim
    }

    /// Lets flow in what came since; `now` is the time since some fixed moment.
    package mutating func fill(until now: Duration) {
        guard now > filled else { return }
        level = min(brim, level + perSecond * (now - filled).seconds)
        filled = now
    }

    /// How long until that much is there; `nil` when it never fits.
    package func wait(for amount: Double) -> Duration? {
        guard amount <= brim else { return nil }
        return amount <= level ? .zero : .seconds((amount - level) / perSecond)
    }

    /// Takes an amount, whether it is there or not.
    package mutating func take(_ amount: Double) { level -= amount }

    /// How long until what was taken too much has flowed in.
    package var debt: Duration { level >= 0 ? .zero : .seconds(-level / perSecond) }
}
