/// The parts of a total: subtotal, taxes, tip and basket discount, in minor units.
struct Breakdown: Hashable, Sendable {
    var subtotal: Int?
    var tax: Int?
    var tip: Int?
    var discount: Int?
}

/// Reads the parts of the total from the labelled amounts.
struct BreakdownReader {
    let entries: [Entry]
    let total: Entry?

    func breakdown() -> Breakdown {
        Breakdown(subtotal: subtotal, tax: tax, tip: tip, discount: discount)
    }

    private var subtotal: Int? {
        let others: Hint = [.summary, .quantity, .rate, .tip, .points]
        let named = entries.first { $0.has(.sub) && !$0.has(others) }
        return (named ?? entries.first { $0.hasAll([.total, .excluding]) && !$0.has(others) })?
            .amount
    }

    // MARK: Tax

    /// The line "total tax", else the sum of the lines of all rates.
    private var tax: Int? {
        let others: Hint = [
            .registration, .rate, .points, .quantity, .sub, .service, .discount, .change,
        ]
        let taxed = entries.filter { $0.has(.tax) && !$0.has(others) }
        if let sum = taxed.first(where: {
            $0.has(.total) && !$0.has([.including, .excluding, .summary])
        }) {
            return sum.amount
        }
        let lines = Dictionary(
            grouping: taxed.filter { !$0.has([.total, .summary, .rounding]) },
            by: \.line
        )
        guard !lines.isEmpty else { return nil }
        return lines.sorted { $0.key < $1.key }.prefix(4)
            .reduce(0) { $0 &+ Self.tax(ofRow: $1.value.map(\.amount)) }
    }

    /// A row of net, tax and gross in any order has one amount that is the tax: the smallest.
    private static func tax(ofRow amounts: [Int]) -> Int {
        amounts.min { $0.magnitudeInt < $1.magnitudeInt } ?? 0
    }

    // MARK: Tip and discount

    private var tip: Int? {
        entries.first { $0.has(.tip) && !$0.has([.total, .rate]) && $0.amount != 0 }?.amount
    }

    /// Discounts on the basket stand behind the subtotal; those before it belong to items.
    private var discount: Int? {
        let start = entries.first { $0.has(.sub) }?.line
        let found = entries.filter {
            $0.has(.discount) && !$0.has([.saving, .points, .rate, .total])
                && $0.amount != 0 && $0.isLast
        }
        let basket = found.filter { entry in
            (start.map { entry.line > $0 } ?? (entry.amount < 0))
                && (total.map { entry.line <= $0.line } ?? true)
        }
        guard !basket.isEmpty else { return nil }
        return basket.prefix(8).reduce(0) { $0 &+ $1.amount.magnitudeInt }
    }
}
