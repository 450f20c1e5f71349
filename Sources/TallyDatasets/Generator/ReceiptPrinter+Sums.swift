internal import TallyCore

extension ReceiptPrinter {
    mutating func printSums() {
        let words = region.words
        if generator.chance(0.2) { lines.append(String(repeating: "-", count: 24)) }
        if draft.printsSubtotal { row(phrase(words.subtotals) ?? "", signed(draft.subtotal)) }
        if draft.discount > 0 { row(phrase(words.discounts) ?? "", signed(-draft.discount)) }
        if !draft.isTaxIncluded { printTaxes(words.taxes) }
        if draft.tip > 0 {
            if generator.chance(0.4) {
                row(phrase(words.beforeTip) ?? "", signed(draft.totalBeforeTip))
            }
            row(phrase(words.tips) ?? "", signed(draft.tip))
        }
        printTotal()
        if draft.isTaxIncluded { printTaxes(words.includedTaxes) }
    }

    private mutating func printTotal() {
        let label = phrase(region.words.totals) ?? ""
        if generator.chance(0.1) {
            lines += [label, signed(draft.total)]
        } else {
            row(label, signed(draft.total))
        }
        if region.currency == "USD", draft.isRestaurant, draft.tip == 0, generator.chance(0.3) {
            printTipHints()
        }
    }

    /// Amounts nobody paid.
    private mutating func printTipHints() {
        lines.append("Suggested tip:")
        for percent in [15, 18, 20] {
            let tip = roundedQuotient(draft.total * percent, 100)
            lines.append("\(percent)% = \(signed(tip))  Total \(signed(draft.total + tip))")
        }
    }

    private mutating func printTaxes(_ forms: [String]) {
        guard draft.printsTax, let form = phrase(forms) else { return }
        let isClosed = form.hasPrefix("(") && !form.hasSuffix(")") ? ")" : ""
        for share in draft.taxes {
            let label = form.replacing("{}", with: percent(share.rate))
            if draft.isTaxIncluded, region.currency == "EUR", draft.taxes.count > 1 {
                let gross = plain(share.net + share.tax)
                row(label, "\(plain(share.net))  \(plain(share.tax))  \(gross)")
            } else {
                row(label, signed(share.tax) + isClosed)
            }
        }
    }
}
