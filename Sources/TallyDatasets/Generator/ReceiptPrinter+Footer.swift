internal import TallyCore

extension ReceiptPrinter {
    mutating func printPayment() {
        let words = region.words
        guard draft.total > 0 else {
            if generator.chance(0.6) {
                row(filled(phrase(words.cards) ?? ""), signed(draft.total))
            }
            return
        }
        switch generator.below(10) {
        case 0..<4:
            let given = tendered
            row(phrase(words.cash) ?? "", signed(given))
            row(phrase(words.change) ?? "", signed(given - draft.total))
        case 4..<8: row(filled(phrase(words.cards) ?? ""), signed(draft.total))
        default: break
        }
    }

    /// The next round sum in notes.
    private var tendered: Int {
        let unit =
            switch region.amounts.digits {
            case 0: 1000
            case 2: 500
            default: 5000
            }
        return (draft.total / unit + 1) * unit
    }

    mutating func printFooter() {
        let words = region.words
        if generator.chance(0.25), let form = phrase(words.itemCounts) {
            lines.append(form.replacing("{}", with: String(draft.pieces)))
        }
        if generator.chance(0.25), let form = phrase(words.points) {
            lines.append(form.replacing("{}", with: String(10 + generator.below(4000))))
        }
        if generator.chance(0.2) { printOtherDate() }
        if generator.chance(0.25), let form = phrase(words.otherAmounts) {
            let amount = draft.total.magnitude * UInt(5 + generator.below(40)) / 10
            lines.append(form.replacing("{}", with: signed(Int(amount))))
        }
        if generator.chance(0.7) { add(words.thanks) }
        if generator.chance(0.15) { lines.append("www.receipts.example") }
    }

    /// A date on which nothing was bought.
    mutating func printOtherDate() {
        let isLater = generator.chance(0.6)
        let forms = isLater ? region.words.laterDates : region.words.earlierDates
        guard let form = phrase(forms) else { return }
        let days = 14 + generator.below(360)
        let other = draft.date.adding(days: isLater ? days : -days)
        lines.append(form.replacing("{}", with: layout.dateStyle.text(other)))
    }
}
