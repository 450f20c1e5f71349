package import TallyCore

/// What a run was billed, in words: useful and wasted apart, and what the bill may come to.
package enum BilledText {
    /// `billed $0.0180 = useful $0.0175 + wasted $0.0005`; `unpriced` where a price is unknown.
    package static func sum(_ cost: RunSummary.Cost) -> String {
        if let total = cost.total, let capacity = cost.capacity {
            return "$\(MoneyText.lexeme(total)) = wall hours x \(MoneyText.hourly(capacity))"
        }
        guard let total = cost.total, let useful = cost.useful, let wasted = cost.wasted else {
            return "unpriced"
        }
        return "billed $\(MoneyText.lexeme(total)) = useful $\(MoneyText.lexeme(useful)) + wasted "
            + "$\(MoneyText.lexeme(wasted))"
    }

    /// `perhaps about $0.0200: 2 attempts of unknown outcome`; `nil` when the sum is all there can be.
    package static func range(_ cost: RunSummary.Cost) -> String? {
        var reasons: [String] = []
        func add(_ count: Int, _ what: String) {
            if count > 0 {
                reasons.append("\(count) \(count == 1 ? "attempt" : "attempts") \(what)")
            }
        }
        add(cost.possibleAttempts, "perhaps billed without usage")
        add(cost.unknownAttempts, "of unknown outcome")
        guard !reasons.isEmpty else { return nil }
        let sum = reasons.joined(separator: ", ")
        guard let estimate = cost.estimate, let dearest = cost.dearest else {
            return "perhaps more: \(sum)"
        }
        return "perhaps about $\(MoneyText.lexeme(estimate)): \(sum), taken at the dearest one's "
            + MoneyText.short(dearest)
    }
}
