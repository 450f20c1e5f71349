package import TallyCore

/// What a run was billed, in words: useful and wasted apart, and what the bill may come to.
package enum BilledText {
    /// `billed $0.0180 = useful $0.0175 + wasted $0.0005`; `unpriced` where a price is unknown.
    package static func sum(_ cost: RunSummary.Cost) -> String {
        guard let total = cost.total, let useful = cost.useful, let wasted = cost.wasted else {
            return "unpriced"
        }
        return "billed $\(MoneyText.lexeme(total)) = useful $\(MoneyText.lexeme(useful)) + wasted "
            + "$\(MoneyText.lexeme(wasted))"
    }

    /// `perhaps up to $0.0200 (2 attempts without a known outcome)`; `nil` when the sum is all there can be.
    package static func range(_ cost: RunSummary.Cost) -> String? {
        guard cost.possible > .zero || cost.unknownAttempts > 0 else { return nil }
        var reasons: [String] = []
        if cost.possible > .zero {
            reasons.append("\(MoneyText.short(cost.possible)) perhaps billed without usage")
        }
        if cost.unknownAttempts > 0 {
            let attempts = cost.unknownAttempts == 1 ? "attempt" : "attempts"
            let price =
                cost.dearest.map { "at \(MoneyText.short($0)), the dearest, at most" }
                ?? "price unknown"
            reasons.append("\(cost.unknownAttempts) \(attempts) of unknown outcome \(price)")
        }
        let bound = cost.ceiling.map { "perhaps up to $\(MoneyText.lexeme($0))" } ?? "perhaps more"
        return bound + ": " + reasons.joined(separator: ", ")
    }
}
