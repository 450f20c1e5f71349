/// How much a label speaks for the amount being the total.
enum LabelScore {
    /// Points for a label; `nil` when it does not name a sum or a payment.
    static func total(_ hints: Hint) -> Int? {
        if hints.isDisjoint(with: [.total, .due, .grand]) { return weak(hints) }
        var score = 10
        for (hint, points) in bonuses where hints.contains(hint) { score += points }
        // "Total incl. tax" is the sum, "total tax" is not.
        if hints.contains(.tax), !hints.contains(.including) { score -= 9 }
        // "Tax total incl." of one rate is no sum either, but "total rounded" is.
        if hints.contains(.rounding) { score += 4 }
        // "Card balance" is what is left on it.
        if hints.isSuperset(of: [.card, .due]), !hints.contains(.total) { score -= 7 }
        return score
    }

    private static let bonuses: [(Hint, Int)] = [
        (.grand, 3), (.due, 3), (.net, 3), (.including, 1), (.sub, -8), (.excluding, -8),
        (.quantity, -8), (.item, -3), (.discount, -12), (.saving, -14), (.points, -14),
        (.change, -14), (.tip, -8), (.service, -8), (.summary, -8), (.rate, -16), (.tender, -3),
        (.cash, -2),
    ]

    /// Words that name the total only where nothing better does.
    private static func weak(_ hints: Hint) -> Int? {
        let others: Hint = [
            .change, .tender, .tax, .discount, .saving, .points, .rate, .tip, .service, .quantity,
            .sub, .summary, .excluding, .rounding,
        ]
        guard hints.isDisjoint(with: others) else { return nil }
        if hints.contains(.including) { return 5 }
        if hints.contains(.amount) { return 4 }
        if hints.contains(.card) { return 3 }
        if hints.contains(.net) { return 3 }
        // What was handed over is the total only when something else agrees.
        return hints.contains(.cash) ? 0 : nil
    }
}
