/// What a scanner and its OCR do to printed lines.
package enum NoiseLevel: String, Sendable, CaseIterable {
    case clean, light, heavy

    package var tag: String { "noise-" + rawValue }

    var rates: ScanNoise.Rates {
        switch self {
        case .clean: .init()
        case .light:
            .init(
                confusion: 0.009,
                space: 0.01,
                drop: 0.0015,
                merge: 0.01,
                split: 0.005,
                dirt: 0.01,
                cut: 0.004
            )
        case .heavy:
            .init(
                confusion: 0.03,
                space: 0.05,
                drop: 0.008,
                merge: 0.05,
                split: 0.03,
                dirt: 0.05,
                cut: 0.02
            )
        }
    }
}
