/// Score bounds of a mean difference when cases come in groups, with weights or repeats: Tango's, at an effective size.
///
/// A t bound rests on the variance that was seen, which says little while few groups (or cases) have changed: at a true
/// difference of -margin it passes up to a quarter of the time. Tango's variance at the supposed difference does not
/// shrink that way. A group's part of the mean difference is T; groups that change as a whole have the variance of
/// single outcomes, E[T^2] = E|T|, and those that change in part a share r = E[T^2] / E|T| of it. So G groups are worth
/// G / r independent outcomes. As few changes do not tell r either, one more group of average size is counted as
/// changed as a whole. This bound is ours; its error rates are simulated (`tally-statistics simulate gate-clustered`).
struct FlipBound {
    private let gained: Double
    private let lost: Double
    /// The effective number of independent outcomes.
    let size: Double

    /// Differences lie within -1...1.
    init(_ differences: Sample) {
        let rows = differences.rows
        let count = Double(rows.count)
        let weight = rows.reduce(0) { $0 + $1[1] }
        let parts = rows.map { $0[0] * count / weight }
        let sizes = rows.map { $0[1] * count / weight }
        let whole = sizes.reduce(0) { $0 + $1 * $1 } / count
        let squares = parts.reduce(whole) { $0 + $1 * $1 }
        let share = squares / parts.reduce(1) { $0 + abs($1) }
        gained = parts.reduce(0) { $0 + max(0, $1) } / share
        lost = parts.reduce(0) { $0 + max(0, -$1) } / share
        size = count / share
    }

    func low(z: Double) -> Double {
        Tango.lowerBound(gained: gained, lost: lost, n: size, z: z)
    }

    func high(z: Double) -> Double {
        -Tango.lowerBound(gained: lost, lost: gained, n: size, z: z)
    }
}
