internal import TallyCore

extension ReceiptPrinter {
    mutating func print(_ item: ReceiptDraft.Item) {
        let item = wrapped(item)
        let amount = plain(item.amount)
        guard layout.showsQuantity(item) else {
            row(item.name, amount + letter(item))
            return
        }
        switch layout.items {
        case .short where item.quantity != 1000 && item.discount == 0:
            row(item.name, amount + letter(item))
            lines.append("  " + count(item))
        case .short, .stacked:
            lines.append(item.name)
            row("  " + count(item), amount + letter(item))
        case .inline: row(item.name, count(item) + "  " + amount)
        case .columns where item.isWeighed || item.discount > 0:
            row(item.name, count(item) + "  " + amount)
        case .columns: row("\(pieces(item))  \(item.name)", "\(plain(item.unitPrice))  \(amount)")
        }
    }

    /// Quantity and price of a piece: `2 x 4.50 less 1.00`.
    private func count(_ item: ReceiptDraft.Item) -> String {
        let words = region.words
        var text =
            item.isWeighed
            ? "\(pieces(item)) kg x \(plain(item.unitPrice))\(words.perKilogram)"
            : "\(pieces(item)) x \(plain(item.unitPrice))"
        if item.discount > 0 { text += " \(words.less) \(plain(item.discount))" }
        return text
    }

    private func pieces(_ item: ReceiptDraft.Item) -> String {
        guard item.isWeighed else { return String(item.quantity / 1000) }
        let style = AmountStyle(decimal: region.amounts.decimal, grouping: "", digits: 3)
        return style.text(item.quantity)
    }

    /// The tax letter behind an amount: A for the highest rate.
    private func letter(_ item: ReceiptDraft.Item) -> String {
        guard layout.hasTaxLetters else { return "" }
        return item.rate == draft.taxes.first?.rate ? " A" : " B"
    }
}
