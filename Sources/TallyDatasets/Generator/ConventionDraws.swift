internal import TallyCore

/// What full conventions add to the content of one receipt, drawn apart so that nothing else shifts.
struct ConventionDraws: Sendable {
    /// Items of a long list; `nil` for a usual one.
    let longCount: Int?
    /// Hundredths of a percent; 0 for none.
    let serviceRate: Int

    init(using generator: SeededGenerator) {
        var generator = generator
        let isLong = generator.chance(0.08)
        let count = 30 + generator.below(31)
        longCount = isLong ? count : nil
        let rate = generator.pick([1000, 1000, 1250, 1500])
        serviceRate = generator.chance(0.35) ? rate : 0
    }
}
