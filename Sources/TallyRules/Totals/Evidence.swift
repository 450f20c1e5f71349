/// What the other amounts of a receipt say about a candidate for the total.
struct Evidence {
    /// What was handed over less the change.
    let paid: Set<Int>
    let cardAmounts: Set<Int>
    /// Subtotals plus taxes, tips, services and roundings, less discounts.
    let sums: Set<Int>
    /// Lines that belong to the table of tax rates.
    let summaryLines: Set<Int>
    let payment: Entry?

    init(entries: [Entry], lines: [Line]) {
        let tendered = entries.filter {
            $0.has([.cash, .tender, .card]) && !$0.has([.change, .total, .rate, .points])
        }
        let change = entries.filter { $0.has(.change) && !$0.has(.rate) }
        var paid: Set<Int> = []
        for given in tendered.prefix(20) {
            for back in change.prefix(20) where back.line >= given.line {
                paid.insert(given.amount.magnitudeInt - back.amount.magnitudeInt)
            }
        }
        self.paid = paid
        let cards = tendered.filter { $0.has(.card) && !$0.has([.tender, .cash, .due]) }
        cardAmounts = Set(cards.map(\.amount))
        payment = cards.last ?? Self.paid(tendered, change) ?? tendered.last
        sums = Self.sums(entries)
        summaryLines = Self.summary(lines)
    }

    func agrees(_ amount: Int) -> Bool {
        amount != 0 && (paid.contains(amount) || sums.contains(amount))
    }

    func score(_ entry: Entry) -> Int {
        var score = 0
        if paid.contains(entry.amount) { score += 6 }
        if cardAmounts.contains(entry.amount) { score += 5 }
        if sums.contains(entry.amount) { score += 3 }
        if summaryLines.contains(entry.line) { score -= 7 }
        if entry.amount == 0 { score -= 12 }
        if entry.isWhole { score -= 5 }
        return score
    }

    /// The cash handed over less the change.
    private static func paid(_ tendered: [Entry], _ change: [Entry]) -> Entry? {
        guard let given = tendered.last, let back = change.last(where: { $0.line >= given.line })
        else { return nil }
        return Entry(
            line: given.line,
            hints: given.hints,
            amount: given.amount.magnitudeInt - back.amount.magnitudeInt,
            start: given.start,
            end: given.end,
            isLast: true,
            hasCurrency: given.hasCurrency
        )
    }

    /// Sums that close: each subtotal with all additions, and with the taxes alone.
    private static func sums(_ entries: [Entry]) -> Set<Int> {
        let subtotals = entries.filter { $0.has(.sub) || $0.hasAll([.total, .excluding]) }
        let parts = entries.filter { !$0.has([.total, .sub, .summary, .rate, .including]) }
        let taxes = parts.filter { $0.has(.tax) }.prefix(8).reduce(0) { $0 &+ $1.amount }
        let additions = parts.filter { $0.has([.tip, .service]) && !$0.has(.tax) }
            .prefix(8).reduce(0) { $0 &+ $1.amount }
        let discounts = parts.filter { $0.has(.discount) }
            .prefix(8).reduce(0) { $0 &+ $1.amount.magnitudeInt }
        let rounding = parts.filter { $0.has(.rounding) }.prefix(2).reduce(0) { $0 &+ $1.amount }
        var sums: Set<Int> = []
        for subtotal in subtotals.prefix(8) {
            let amount = subtotal.amount
            sums.insert(amount &+ taxes &+ additions &- discounts &+ rounding)
            sums.insert(amount &+ taxes &+ rounding)
            sums.insert(amount &+ additions &- discounts)
        }
        return sums
    }

    /// The eight lines after a heading such as "GST SUMMARY".
    private static func summary(_ lines: [Line]) -> Set<Int> {
        var found: Set<Int> = []
        for line in lines where line.has(.summary) && (line.has(.tax) || line.has(.amount)) {
            for offset in 0...8 { found.insert(line.index + offset) }
        }
        return found
    }
}

extension Int {
    /// The absolute value; amounts have at most 14 digits, so it always fits.
    var magnitudeInt: Int { self < 0 ? 0 &- self : self }
}
