import TallyCore
import TallyStatistics

/// Paired scores with repeats, or in groups whose cases tend to flip together.
///
/// A group (or a case, with repeats) is gained, lost or unchanged as a whole with some probability; otherwise every case,
/// or repeat, is drawn alone. The mean difference and the discordance are as asked for.
struct ClusteredScores {
    enum Design: String, CaseIterable {
        /// Three repeats a case, half of the cases alike in all of them.
        case repeats = "3 repeats"
        /// Half of the groups flip as a whole.
        case pairs = "groups of 2"
        case fives = "groups of 5"
        /// Every group flips as a whole.
        case wholes = "groups of 5, whole"
        /// Sizes 1 to 9, half of the groups flip as a whole.
        case mixed = "groups of 1 to 9"

        var repeats: Int { self == .repeats ? 3 : 1 }
        var wholeness: Double { self == .wholes ? 1 : 0.5 }

        func size(using generator: inout SeededGenerator) -> Int {
            switch self {
            case .repeats: 1
            case .pairs: 2
            case .fives, .wholes: 5
            case .mixed: 1 + generator.below(9)
            }
        }
    }

    private(set) var candidate: [Double] = []
    private(set) var baseline: [Double] = []
    private(set) var groups: [Int]?

    init(
        _ design: Design,
        n: Int,
        discordance: Double,
        difference: Double,
        using generator: inout SeededGenerator
    ) {
        let (gain, loss) = ((discordance + difference) / 2, (discordance - difference) / 2)
        func flip() -> Double {
            let draw = generator.unit()
            return draw < gain ? 1 : draw < gain + loss ? -1 : 0
        }
        var numbers: [Int] = []
        var group = 0
        while candidate.count < n {
            let size = min(design.size(using: &generator), n - candidate.count)
            let shared = flip()
            let isWhole = generator.chance(design.wholeness)
            for _ in 0..<size {
                var sum = 0.0
                for _ in 0..<design.repeats { sum += isWhole ? shared : flip() }
                let mean = sum / Double(design.repeats)
                candidate.append(0.5 + mean / 2)
                baseline.append(0.5 - mean / 2)
                numbers.append(group)
            }
            group += 1
        }
        groups = design == .repeats ? nil : numbers
    }

    func verdict(margin: Double) -> Verdict? {
        NonInferiority(candidate: candidate, baseline: baseline, groups: groups, margin: margin)?
            .verdict
    }

    /// What the t bound alone would decide.
    func isPassByT(margin: Double) -> Bool {
        guard let sample = PairedDifference.sample(candidate, baseline, groups: groups) else {
            return false
        }
        return NonInferiority(sample, margin: margin)?.verdict == .pass
    }
}
