internal import TallyCore

/// A receipt whose right edge lay outside the scan: what stands in the last columns is lost from every line.
struct EdgeCut {
    let lines: [String]

    /// `nil` for the receipts that are whole.
    init?(of lines: [String], using generator: SeededGenerator) {
        var generator = generator
        guard generator.chance(0.08) else { return nil }
        let lost = 1 + generator.below(4)
        let width = (lines.map(\.count).max() ?? 0) - lost
        guard width > 8 else { return nil }
        self.lines = lines.map { String($0.prefix(width)) }
    }
}
