/// A receipt after the first reading: lines, numbers and labelled amounts.
struct ReceiptText: Sendable {
    let lines: [Line]
    let style: NumberStyle
    let currency: String?
    /// The numbers of each line, money or not.
    let numbers: [[Number]]
    /// All amounts with their labels, in reading order.
    let entries: [Entry]

    init(_ text: String, vocabulary: Vocabulary) {
        let lines = LineReader(vocabulary: vocabulary).lines(text)
        let currency = CurrencyReader(lines: lines).currency()
        let style = NumberStyle(
            decimalMark: NumberStyle.decimalMark(of: lines),
            decimals: CurrencyCode.decimals(currency),
            hasDollars: currency == "USD"
        )
        let numbers = lines.map { NumberScanner(line: $0, style: style).numbers() }
        self.lines = lines
        self.currency = currency
        self.style = style
        self.numbers = numbers
        entries = EntryReader(lines: lines, numbers: numbers, style: style).entries()
    }

    /// The first line with an amount that is no part of the head.
    var firstItemLine: Int? {
        entries.first { entry in
            guard entry.line > 0 else { return false }
            if style.decimals > 0 { return !entry.isWhole }
            let next = entry.line + 1 < lines.count ? lines[entry.line + 1] : nil
            let kind = HeadLine(lines[entry.line], next: next)
            return kind == .name || kind == .noise
        }?.line
    }

    /// The amount as JSON, with the currency's decimals.
    func lexeme(_ minor: Int) -> String {
        guard style.decimals > 0 else { return String(minor) }
        let scale = Number.power(style.decimals)
        let fraction = String(minor.magnitude % UInt(scale))
        let zeros = String(repeating: "0", count: style.decimals - fraction.utf8.count)
        return (minor < 0 ? "-" : "") + "\(minor.magnitude / UInt(scale)).\(zeros)\(fraction)"
    }
}
