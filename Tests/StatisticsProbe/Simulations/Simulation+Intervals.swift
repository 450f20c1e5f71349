import Foundation
import TallyCore
import TallyStatistics

extension Simulation {
    static let sizes = [10, 20, 50, 100, 200, 500]

    static func covers(_ estimate: Estimate?, _ truth: Double) -> Bool {
        estimate.map { $0.low <= truth && truth <= $0.high } ?? false
    }

    static func mean(_ settings: Settings, _ report: (JSONValue) -> Void) {
        for population in Population.allCases {
            for n in sizes {
                let coverage = settings.rate("mean \(population) \(n)") { generator in
                    let values = (0..<n).map { _ in population.draw(using: &generator) }
                    let estimate = Mean.interval(Sample(values), bounds: population.range)
                    return covers(estimate, population.mean)
                }
                report([
                    "population": .string(population.rawValue), "n": JSONValue(n),
                    "t": JSONValue(coverage),
                ])
            }
        }
    }

    /// With 2,000 resamples, the least that is ever taken.
    static func bootstrap(_ settings: Settings, _ report: (JSONValue) -> Void) {
        for population in [Population.fields, .cost, .skewed] {
            for n in sizes where n <= 200 {
                var (bca, seed) = (0, UInt64(0))
                let percentile = settings.rate("bootstrap \(population) \(n)") { generator in
                    let values = (0..<n).map { _ in population.draw(using: &generator) }
                    seed = generator.next()
                    let sample = Sample(values)
                    let resampling = Bootstrap(seed: seed, resamples: ResampleBudget.least)
                    guard let distribution = Mean.distribution(sample, using: resampling) else {
                        // A constant sample has the exact bound.
                        let holds = covers(
                            Mean.interval(sample, bounds: population.range),
                            population.mean
                        )
                        bca += holds ? 1 : 0
                        return holds
                    }
                    bca += covers(distribution.bca(), population.mean) ? 1 : 0
                    return covers(distribution.percentile(), population.mean)
                }
                report([
                    "population": .string(population.rawValue), "n": JSONValue(n),
                    "percentile": JSONValue(percentile),
                    "bca": JSONValue(Double(bca) / Double(settings.reps)),
                ])
            }
        }
    }

    static func rate(_ settings: Settings, _ report: (JSONValue) -> Void) {
        for p in [0.5, 0.7, 0.8, 0.9, 0.95, 0.98] {
            for n in sizes {
                let coverage = settings.rate("rate \(p) \(n)") { generator in
                    let hits = (0..<n).count { _ in generator.chance(p) }
                    return covers(Proportion.wilson(successes: hits, n: n), p)
                }
                report(["p": JSONValue(p), "n": JSONValue(n), "wilson": JSONValue(coverage)])
            }
        }
    }

    /// Three trials a case; half of the variance of a case's rate lies between cases.
    static func repeats(_ settings: Settings, _ report: (JSONValue) -> Void) {
        for (low, high) in [(0.6, 1.0), (0.8, 1.0), (0.2, 0.8)] {
            let p = (low + high) / 2
            for n in sizes {
                let coverage = settings.rate("repeats \(p) \(n)") { generator in
                    let shares = (0..<n).map { _ in
                        let level = low + (high - low) * generator.unit()
                        return Double((0..<3).count { _ in generator.chance(level) }) / 3
                    }
                    return covers(Proportion.interval(Sample(shares), trials: 3 * n), p)
                }
                report([
                    "p": JSONValue(p), "n": JSONValue(n), "wilson-effective": JSONValue(coverage),
                ])
            }
        }
    }

    /// Normal group effects as strong as the noise within; beside it z without the small-sample factor.
    static func clustered(_ settings: Settings, _ report: (JSONValue) -> Void) {
        for (groups, size) in [(8, 5), (8, 25), (12, 5), (20, 5), (50, 5), (100, 5)] {
            var plain = 0
            let coverage = settings.rate("clustered \(groups) \(size)") { generator in
                var (values, numbers): ([Double], [Int]) = ([], [])
                for group in 0..<groups {
                    let level = generator.normal()
                    for _ in 0..<size {
                        values.append(level + generator.normal())
                        numbers.append(group)
                    }
                }
                guard let estimate = Mean.interval(Sample(values, groups: numbers)) else {
                    return false
                }
                let t = Confidence.t(freedom: groups - 1)
                let factor = (Double(groups - 1) / Double(groups)).squareRoot()
                let reach = (estimate.high - estimate.value) / t * factor * Confidence.z
                plain += abs(estimate.value) <= reach ? 1 : 0
                return covers(estimate, 0)
            }
            report([
                "groups": JSONValue(groups), "size": JSONValue(size),
                "clustered-t": JSONValue(coverage),
                "z-uncorrected": JSONValue(Double(plain) / Double(settings.reps)),
            ])
        }
    }

    static func quantile(_ settings: Settings, _ report: (JSONValue) -> Void) {
        for q in [0.5, 0.9, 0.95, 0.99] {
            for n in [50, 100, 200, 500, 1_000, 5_000] where Quantile.rank(q, n: n) != nil {
                let coverage = settings.rate("quantile \(q) \(n)") { generator in
                    // Uniform values: coverage is the same for every continuous distribution.
                    let values = (0..<n).map { _ in generator.unit() }
                    return covers(Quantile.nearestRank(q, of: values), q)
                }
                let isTwoSided = Quantile.boundRanks(q, n: n).high != nil
                report([
                    "q": JSONValue(q), "n": JSONValue(n), "binomial-ranks": JSONValue(coverage),
                    "upper_bound": .bool(isTwoSided),
                ])
            }
        }
    }

    /// Paired lognormal latencies that share the document's part; the candidate is slower by a tenth.
    static func quantileDifference(_ settings: Settings, _ report: (JSONValue) -> Void) {
        for (q, n) in [(0.5, 50), (0.5, 200), (0.5, 1_000), (0.95, 200), (0.95, 1_000)] {
            let quantile = exp(0.5 * 2.0.squareRoot() * Normal.quantile(q))
            let coverage = settings.rate("quantile-difference \(q) \(n)") { generator in
                var (a, b): ([Double], [Double]) = ([], [])
                for _ in 0..<n {
                    let shared = 0.5 * generator.normal()
                    a.append(1.1 * exp(shared + 0.5 * generator.normal()))
                    b.append(exp(shared + 0.5 * generator.normal()))
                }
                let resampling = Bootstrap(seed: generator.next(), resamples: ResampleBudget.least)
                return covers(PairedDifference.quantile(q, a, b, using: resampling), 0.1 * quantile)
            }
            report([
                "q": JSONValue(q), "n": JSONValue(n), "bootstrap-percentile": JSONValue(coverage),
            ])
        }
    }

    /// Lognormal cost (sigma 0.5), dearer by half for documents that are wrong.
    static func ratio(_ settings: Settings, _ report: (JSONValue) -> Void) {
        for p in [0.2, 0.8, 0.95] {
            for n in sizes {
                let truth = Population.cost.mean * (p + 1.5 * (1 - p)) / p
                var (bca, percentile) = (0, 0)
                let coverage = settings.rate("ratio \(p) \(n)") { generator in
                    let correct = (0..<n).map { _ in generator.chance(p) ? 1.0 : 0 }
                    let costs = correct.map {
                        (1.5 - 0.5 * $0) * Population.cost.draw(using: &generator)
                    }
                    let interval = Ratio.interval(costs, per: correct)
                    let resampling = Bootstrap(
                        seed: generator.next(),
                        resamples: ResampleBudget.least
                    )
                    if n <= 200 {
                        let drawn = Ratio.distribution(costs, per: correct, using: resampling)
                        bca += covers(drawn?.bca() ?? interval, truth) ? 1 : 0
                        percentile += covers(drawn?.percentile() ?? interval, truth) ? 1 : 0
                    }
                    return covers(interval, truth)
                }
                let share = { (count: Int) in
                    n > 200 ? JSONValue.null : JSONValue(Double(count) / Double(settings.reps))
                }
                report([
                    "p": JSONValue(p), "n": JSONValue(n), "delta": JSONValue(coverage),
                    "percentile": share(percentile), "bca": share(bca),
                ])
            }
        }
    }
}
