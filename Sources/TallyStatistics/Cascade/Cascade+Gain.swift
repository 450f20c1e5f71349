package import TallyCore

extension Cascade {
    /// How much more often it is right than the random mix at the same mean cost, with the percentile interval over
    /// resampled cases, or groups: the mix and its cost are drawn anew with them.
    ///
    /// `mix` has the two models that are mixed, where the cheap side of this cascade is more than one call. `nil` when they
    /// cost the same, for then there is no mix at a cost. Source: AutoMix (arXiv 2310.12963), section 4.
    package func gain(
        handedOver: [Bool],
        over mix: Cascade? = nil,
        using bootstrap: Bootstrap
    ) -> Estimate? {
        let mix = mix ?? self
        guard handedOver.count == count, mix.count == count else { return nil }
        let grouping = Grouping(groups, count: count)
        var rows = [SIMD8<Double>](repeating: .zero, count: grouping.sizes.count)
        for index in signals.indices {
            rows[grouping.numbers[index]] += SIMD8(
                accuracy(of: index, isHandedOver: handedOver[index]),
                cost(of: index, isHandedOver: handedOver[index]),
                mix.cheap.correct[index],
                mix.cheap.costs[index],
                mix.strong.correct[index],
                mix.strong.costs[index],
                1,
                0
            )
        }
        let total = rows.reduce(SIMD8.zero, +)
        guard total[3] != total[5] else { return nil }
        return bootstrap.distribution(of: rows, n: count) { sum in
            // A resample in which both cost the same has no mix: the cheap model stands for it.
            let span = sum[5] - sum[3]
            let share = span == 0 ? 0 : min(max((sum[1] - sum[3]) / span, 0), 1)
            return (sum[0] - (sum[2] + share * (sum[4] - sum[2]))) / sum[6]
        }?.percentile()
    }
}
