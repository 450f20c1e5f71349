/// Paired right-or-wrong outcomes of the same cases, counted: all that McNemar's test and Tango's interval need.
package struct PairedBinary: Hashable, Sendable {
    /// Cases right with the candidate only.
    package let gained: Int
    /// Cases right with the baseline only.
    package let lost: Int
    /// All cases, changed or not.
    package let n: Int

    /// `nil` unless the counts are >= 0 and fit into n >= 1.
    package init?(gained: Int, lost: Int, n: Int) {
        guard gained >= 0, lost >= 0, n >= 1, gained <= n, lost <= n - gained else { return nil }
        self.gained = gained
        self.lost = lost
        self.n = n
    }

    /// Counts scores, one a case and in the same order; `nil` when there are none, or one is neither 0 nor 1.
    package init?(candidate: [Double], baseline: [Double]) {
        guard candidate.count == baseline.count,
            candidate.allSatisfy({ $0 == 0 || $0 == 1 }),
            baseline.allSatisfy({ $0 == 0 || $0 == 1 })
        else { return nil }
        let pairs = zip(candidate, baseline)
        self.init(
            gained: pairs.count { $0 > $1 },
            lost: pairs.count { $0 < $1 },
            n: candidate.count
        )
    }

    /// The rate of the candidate less that of the baseline.
    package var difference: Double { Double(gained - lost) / Double(n) }
    /// The share of cases that changed, either way.
    package var discordance: Double { Double(gained + lost) / Double(n) }
    package var midP: Double { McNemar.midP(gained: gained, lost: lost) }
    package var exactP: Double { McNemar.exactP(gained: gained, lost: lost) }
}
