internal import TallyCore

/// What was wrong with each field by kind, on both sides: `12>3` where twelve became three.
struct HeatMap {
    private let baseline: ErrorKinds
    private let candidate: ErrorKinds
    private let width: Int

    /// Two sides, the baseline first; otherwise there is nothing to show.
    init(_ kinds: [ErrorKinds], width: Int) {
        baseline = kinds.first ?? ErrorKinds()
        candidate = kinds.count > 1 ? kinds[1] : ErrorKinds()
        self.width = width
    }

    func lines(style: TextStyle) -> [String] {
        guard !fields.isEmpty, !kinds.isEmpty else { return [] }
        var shown = kinds
        // The rarest kinds give way to a narrow screen.
        while shown.count > 1, table(shown).naturalWidth() > width { shown.removeLast() }
        let rest = kinds.filter { !shown.contains($0) }.map(\.rawValue)
        var lines = [""] + table(shown).lines(width: width, style: style)
        if !rest.isEmpty {
            let text = "not shown, as rarer: \(rest.joined(separator: ", ")); --json has them"
            lines += TextWrap.lines(text, width: width).map { style.apply(.faint, to: $0) }
        }
        return lines
    }

    private var fields: [String] {
        baseline.fields + candidate.fields.filter { !baseline.fields.contains($0) }
    }

    /// Those met on either side, the commonest first.
    private var kinds: [FieldError] {
        let met = FieldError.allCases.map { kind in
            (kind, fields.reduce(0) { $0 + both(kind, in: $1).reduce(0, +) })
        }
        return met.filter { $0.1 > 0 }.sorted { $0.1 > $1.1 }.map(\.0)
    }

    private func both(_ kind: FieldError, in field: String) -> [Int] {
        [baseline.count(kind, in: field), candidate.count(kind, in: field)]
    }

    private func table(_ kinds: [FieldError]) -> TextTable {
        var table = TextTable(
            columns: [.init("what is wrong", .left)] + kinds.map { .init(Self.short($0)) }
        )
        for field in fields {
            table.add([.init(field)] + kinds.map { cell(both($0, in: field)) })
        }
        return table
    }

    private func cell(_ counts: [Int]) -> TextTable.Cell {
        guard counts.contains(where: { $0 > 0 }) else { return .init("·", .faint) }
        let text = "\(counts[0])>\(counts[1])"
        if counts[1] > counts[0] { return .init(text, .failure) }
        return .init(text, counts[1] < counts[0] ? .normal : .faint)
    }

    private static func short(_ kind: FieldError) -> String {
        switch kind {
        case .formatOnly: "format"
        case .decimal: "decimal"
        case .ocrConfusion: "ocr"
        case .anotherField: "other field"
        case .offByPart: "off by tax"
        case .otherValue: "other"
        case .digitSwap: "swap"
        case .dateOrder: "date order"
        case .missing, .invented, .misaligned, .sign, .currency, .truncation: kind.rawValue
        }
    }
}
