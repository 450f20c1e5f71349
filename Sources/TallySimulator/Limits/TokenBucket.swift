internal import TallyCore

/// A bucket that is filled at a steady rate, up to its brim, and emptied by what is taken.
struct TokenBucket: Hashable, Sendable {
    let brim: Double
    private let perSecond: Double
    private(set) var level: Double
    private var filled = Duration.zero

    /// A full bucket that is filled with so many units a minute and holds what flows in within `window`, one unit at
    /// least.
    init(perMinute: Int, window: Duration) {
        perSecond = Double(perMinute) / 60
        brim = max(1, perSecond * window.seconds)
        level = brim
    }

    /// Lets flow in what came since; `now` is the time since some fixed moment.
    mutating func fill(until now: Duration) {
        guard now > filled else { return }
        level = min(brim, level + perSecond * (now - filled).seconds)
        filled = now
    }

    /// How long until that much is there; `nil` when it never fits.
    func wait(for amount: Double) -> Duration? {
        guard amount <= brim else { return nil }
        return amount <= level ? .zero : .seconds((amount - level) / perSecond)
    }

    mutating func take(_ amount: Double) { level -= amount }
}
