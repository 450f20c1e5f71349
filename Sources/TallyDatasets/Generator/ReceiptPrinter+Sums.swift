internal import TallyCore

extension ReceiptPrinter {
    mutating func printSums() {
        let words = region.words
        if generator.chance(0.2) { lines.append(String(repeating: "-", count: 24)) }
        if draft.printsSubtotal { row(phrase(words.subtotals) ?? "", signed(draft.subtotal)) }
        if draft.discount > 0 { row(phrase(words.discounts) ?? "", signed(-draft.discount)) }
        if !draft.isTaxIncluded { printTaxes(words.taxes) }
        if draft.service > 0, let form = phrase(words.conventions.services) {
            row(form.replacing("{}", with: percent(draft.serviceRate)), signed(draft.service))
        }
        if draft.tip > 0 {
            if generator.chance(0.4) {
                row(phrase(words.beforeTip) ?? "", signed(draft.totalBeforeTip))
            }
            row(phrase(words.tips) ?? "", signed(draft.tip))
        }
        if draft.rounding != 0 {
            row(phrase(words.conventions.roundings) ?? "", signed(draft.rounding))
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

    /// A tax that is printed in equal shares.
    private mutating func printParts(of share: ReceiptDraft.TaxShare) {
        let count = region.taxParts.count
        for part in region.taxParts {
            let label = part.replacing("{}", with: percent(share.rate / count))
            row(label, signed(share.tax / count))
        }
    }

    private mutating func printTaxes(_ forms: [String]) {
        guard draft.printsTax, let form = phrase(forms) else { return }
        let isClosed = form.hasPrefix("(") && !form.hasSuffix(")") ? ")" : ""
        for share in draft.taxes {
            if !region.taxParts.isEmpty {
                printParts(of: share)
                continue
            }
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
