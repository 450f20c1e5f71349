internal import TallyCore
internal import TallyStatistics

/// What a plan must know of a metric: how the cases' differences spread.
struct SpreadOfDifferences {
    /// `document_exact`, `cost_per_document` ...
    var metric: String
    var isShare: Bool
    /// The variance of one case's difference: in shares squared, or relative to the baseline's mean, squared.
    ///
    /// With groups that of as many independent cases, which holds for more groups of the same size.
    var variance: Double
    /// The share of cases that change; `nil` where trials are not single right-or-wrong ones.
    var discordance: Double?
    /// The pilot's mean difference, in the same unit; `nil` where it is stated.
    var observed: Double?

    /// Of stated right-or-wrong outcomes.
    init(discordance: Double) {
        metric = "document_exact"
        isShare = true
        variance = discordance
        self.discordance = discordance
    }

    /// Of a pilot; `nil` where nothing differs or fewer than two cases have the value.
    init?(
        _ metric: String,
        _ columns: PairedColumns,
        isShare: Bool,
        _ value: (CaseResult) -> Double?
    ) {
        let values = columns.values(value)
        let mean = Sample(values.b, weights: values.weights).mean
        guard values.a.count > 1, isShare || mean > 0 else { return nil }
        let scale = isShare ? 1 : 1 / mean
        guard
            let sample = PairedDifference.sample(
                values.a.map { $0 * scale },
                values.b.map { $0 * scale },
                weights: values.weights,
                groups: values.groups
            ), let interval = Mean.interval(sample)
        else { return nil }
        self.metric = metric
        self.isShare = isShare
        observed = interval.value
        if isShare, values.isPlainBinary,
            let table = PairedBinary(candidate: values.a, baseline: values.b)
        {
            let share = CasesNeeded.discordance(of: table)
            discordance = share
            variance = share - table.difference * table.difference
            return
        }
        guard interval.low.isFinite, interval.high > interval.low else { return nil }
        let t = Confidence.t(freedom: sample.independentCount - 1)
        let error = (interval.high - interval.low) / (2 * t)
        variance = Double(sample.count) * error * error
    }

    func casesForDifference(_ size: Double, power: Double) -> Int? {
        if let discordance {
            return SampleSize.mcNemar(difference: size, discordance: discordance, power: power)
        }
        return SampleSize.superiority(difference: size, between: variance, power: power)
    }

    /// A PASS within `margin`; for amounts, that they grow by at most that share.
    func casesWithin(_ margin: Double, difference: Double = 0, power: Double) -> Int? {
        // An amount that grows is worse, a rate that grows is better.
        let difference = isShare ? difference : -difference
        if let discordance {
            return SampleSize.scoreNonInferiority(
                margin: margin,
                discordance: discordance,
                difference: difference,
                power: power
            )
        }
        return SampleSize.nonInferiority(
            margin: margin,
            variance: variance,
            difference: difference,
            power: power
        )
    }
}
