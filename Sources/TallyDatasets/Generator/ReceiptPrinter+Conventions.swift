internal import TallyCore

/// What only full conventions print.
extension ReceiptPrinter {
    /// The tags of what stands on the paper.
    var tags: [String] {
        var tags: [String] = []
        if draft.items.count >= 30 { tags.append("long-list") }
        if draft.service > 0 { tags.append("service-charge") }
        if draft.rounding != 0 { tags.append("rounding") }
        if hasConversion { tags.append("conversion") }
        if hasWrapped { tags.append("wrapped") }
        return tags
    }

    /// Prints the first words of a name on a line of their own now and then; the item is left with the others.
    mutating func wrapped(_ item: ReceiptDraft.Item) -> ReceiptDraft.Item {
        guard extras?.chance(0.12) == true, layout.items != .columns,
            let space = item.name.lastIndex(of: " ")
        else { return item }
        lines.append(String(item.name[..<space]))
        hasWrapped = true
        var rest = item
        rest.name = "  " + item.name[item.name.index(after: space)...]
        return rest
    }

    /// Amounts in another currency, and cash that paid for nothing.
    mutating func printConversion() {
        guard var generator = extras, draft.total > 0 else { return }
        defer { extras = generator }
        let words = region.words.conventions
        if generator.chance(0.12), !words.conversions.isEmpty {
            let foreign = generator.pick(Self.foreign.filter { $0 != region.currency })
            let usual = (Self.perEuro[region.currency] ?? 10_000) * 10_000
            let rate = usual / (Self.perEuro[foreign] ?? 10_000) * (95 + generator.below(10)) / 100
            for form in words.conversions { lines.append(converted(form, foreign, rate)) }
            hasConversion = true
        }
        if generator.chance(0.12), !words.cash.isEmpty {
            let unit = region.amounts.digits == 0 ? 1000 : region.amounts.digits == 3 ? 5000 : 1000
            let form = generator.pick(words.cash)
            let amount = unit * (1 + generator.below(9))
            lines.append(form.replacing("{}", with: signed(amount)))
        }
    }

    private static let foreign = ["USD", "EUR", "GBP"]

    /// What a euro costs, in ten-thousandths; about right is enough for a distractor.
    private static let perEuro = [
        "USD": 10_800, "EUR": 10_000, "GBP": 8500, "JPY": 1_650_000, "KWD": 3300, "CHF": 9500,
        "BRL": 60_000, "INR": 920_000,
    ]

    /// `rate` is what one unit of the foreign currency costs, in ten-thousandths.
    private func converted(_ form: String, _ foreign: String, _ rate: Int) -> String {
        var scale = 1
        for _ in 0..<region.amounts.digits { scale *= 10 }
        let amount = roundedQuotient(draft.total * 1_000_000, scale * rate)
        let style = AmountStyle(decimal: region.amounts.decimal, grouping: "", digits: 2)
        let rates = AmountStyle(decimal: region.amounts.decimal, grouping: "", digits: 4)
        return form.replacing("{home}", with: region.currency)
            .replacing("{foreign}", with: foreign)
            .replacing("{amount}", with: style.text(amount))
            .replacing("{rate}", with: rates.text(rate))
    }
}
