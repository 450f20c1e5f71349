import TallyCore

/// Paired scores with repeats, or in groups whose cases tend to flip together.
///
/// A group (or a case, with repeats) is gained, lost or unchanged as a whole with half of the probability; the other
/// half is drawn for each case, or repeat, alone. The mean difference and the discordance are as asked for.
struct ClusteredScores {
    private(set) var candidate: [Double] = []
    private(set) var baseline: [Double] = []
    private(set) var groups: [Int]?

    init(
        n: Int,
        groupSize: Int,
        repeats: Int,
        discordance: Double,
        difference: Double,
        using generator: inout SeededGenerator
    ) {
        let (gain, loss) = ((discordance + difference) / 2, (discordance - difference) / 2)
        func flip() -> Double {
            let draw = generator.unit()
            return draw < gain ? 1 : draw < gain + loss ? -1 : 0
        }
        if groupSize > 1 { groups = (0..<n).map { $0 / groupSize } }
        var shared = 0.0
        var follows = false
        for index in 0..<n {
            if index % groupSize == 0 {
                shared = flip()
                follows = generator.chance(0.5)
            }
            var sum = 0.0
            for _ in 0..<repeats { sum += follows ? shared : flip() }
            let mean = sum / Double(repeats)
            candidate.append(0.5 + mean / 2)
            baseline.append(0.5 - mean / 2)
        }
    }
}
