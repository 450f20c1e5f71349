import TallyCore
import TallyStatistics

/// How long the paired bootstrap takes: 10,000 resamples of 1,000 pairs, with both intervals.
enum Bench {
    static func run() {
        let a = (0..<1_000).map { Double(($0 &* 7919) % 1_000) / 999 }
        let b = (0..<1_000).map { Double(($0 &* 104_729) % 1_000) / 999 }
        for round in 1...15 {
            let bootstrap = Bootstrap(seed: UInt64(round), resamples: 10_000)
            let clock = ContinuousClock()
            var width = 0.0
            let time = clock.measure {
                let distribution = PairedDifference.distribution(a, b, using: bootstrap)
                let percentile = distribution?.percentile()
                let bca = distribution?.bca()
                width = (percentile?.high ?? 0) - (bca?.low ?? 0)
            }
            let milliseconds = Double(time.components.attoseconds) / 1e15
            print(milliseconds, width)
        }
    }
}
