package import TallyCore

/// A comparison for a person: each candidate against the baseline, then all of them by cost and accuracy.
package struct ComparisonView: Sendable {
    /// Cases named in a list before it is cut.
    static let mostNamed = 12
    /// Slices and fields shown.
    static let mostRows = 20

    private let comparison: Comparison

    package init(_ comparison: Comparison) { self.comparison = comparison }

    package func text(width: Int, style: TextStyle = .plain) -> String {
        var lines: [String] = []
        for pair in comparison.pairs {
            if !lines.isEmpty { lines.append("") }
            lines += PairView(pair, comparison).lines(width: width, style: style)
        }
        if !comparison.front.isEmpty {
            lines.append("")
            lines += frontLines(width: width, style: style)
        }
        lines.append("")
        lines += TextWrap.lines(legend, width: width).map { style.apply(.faint, to: $0) }
        return lines.joined(separator: "\n") + "\n"
    }

    private var legend: String {
        var text =
            "Candidate less baseline on the same cases; 95 % intervals: points for shares, per cent of the baseline "
            + "for amounts. p: McNemar's mid-p, or permutation; p adj.: adjusted for how many are shown (Holm "
            + "above, Benjamini-Hochberg in tables of fields and tags)."
        if comparison.pairs.contains(where: { $0.monthly != nil }) {
            text += " A month: mean cost a document times the volume, interval carried through."
        }
        return text + " Prices: \(comparison.prices)."
    }

    private func frontLines(width: Int, style: TextStyle) -> [String] {
        var table = TextTable(columns: [
            .init("cost and accuracy", .left, minimum: 12, keepsEnds: true), .init("$/document"),
            .init("exact %"), .init("front", .left), .init("P(front)"),
        ])
        for point in comparison.front.sorted(by: { ($0.cost, $0.name) < ($1.cost, $1.name) }) {
            let name = point.name + (point.isSimulated ? " (simulated)" : "")
            let place = point.isOnHull ? "on the hull" : point.isOnFront ? "on the front" : ""
            let probability = point.probability.map { NumberText.percent($0) + " %" }
            table.add([
                .init(name), .init(MoneyText.short(point.cost)),
                .init(NumberText.percent(point.accuracy)),
                .init(place, .faint), .init(probability ?? ""),
            ])
        }
        return table.lines(width: width, style: style)
            + TextWrap.lines(frontLegend, width: width).map { style.apply(.faint, to: $0) }
    }

    private var frontLegend: String {
        "Front: nobody else is as cheap and as accurate, and better in one. Under the hull a random mix of two "
            + "neighbours is better. P(front): share of resamples of the cases."
    }
}
