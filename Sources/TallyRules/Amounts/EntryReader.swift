/// Pairs amounts with their labels: the words before them, else behind them, else on the line above.
struct EntryReader {
    let lines: [Line]
    let numbers: [[Number]]
    let style: NumberStyle

    func entries() -> [Entry] {
        var entries: [Entry] = []
        /// The hints of a line that was a label only.
        var heading: Hint = []
        /// Tips are suggested in lines that begin with a percentage.
        var isSuggestingTips = false
        for (line, numbers) in zip(lines, numbers) {
            let money = numbers.filter { isMoney($0, in: line) }
            if money.isEmpty {
                heading = line.hints
                isSuggestingTips = line.has(.tip)
                continue
            }
            let beginsWithPercent = numbers.first?.unit == .percent
            isSuggestingTips = isSuggestingTips && beginsWithPercent
            let first = entries.count
            read(money, of: line, heading: heading, into: &entries)
            if isSuggestingTips {
                for index in first..<entries.count {
                    entries[index].hints.formUnion([.tip, .rate])
                }
            }
            heading = []
        }
        return entries
    }

    /// Tells amounts of the currency from counts, percentages and codes.
    private func isMoney(_ number: Number, in line: Line) -> Bool {
        guard number.unit == .none else { return false }
        if style.decimals == 0 {
            guard number.decimals == 0, !number.hasLeadingZero else { return false }
            return number.hasCurrency || number.mantissa < 100_000_000
        }
        if number.decimals == style.decimals { return true }
        if number.decimals > style.decimals { return number.minor(style.decimals) != nil }
        let isLabelled = line.has([.total, .due, .cash, .change, .card, .tip])
        return number.decimals == 0 ? number.hasCurrency : isLabelled
    }

    private func read(
        _ money: [Number],
        of line: Line,
        heading: Hint,
        into entries: inout [Entry]
    ) {
        var previousEnd = 0
        var label: Hint = []
        for (ordinal, number) in money.enumerated() {
            guard let amount = number.minor(style.decimals) else { continue }
            let (hints, isLabelled) = hints(of: line, in: previousEnd..<number.start)
            if isLabelled {
                label = hints
            } else if ordinal == 0 {
                let behind = self.hints(of: line, in: number.end..<line.scalars.count)
                label = behind.hints.isDisjoint(with: Self.sumLabels) ? heading : behind.hints
            }
            entries.append(
                Entry(
                    line: line.index,
                    hints: label,
                    amount: amount,
                    start: number.start,
                    end: number.end,
                    isLast: ordinal == money.count - 1,
                    hasCurrency: number.hasCurrency,
                    isWhole: number.decimals < style.decimals
                )
            )
            previousEnd = number.end
        }
    }

    private static let sumLabels: Hint = [.total, .due, .sub, .cash, .change, .tax, .card, .tip]

    /// The hints of the words in a part of a line, and whether there are words besides a currency's.
    private func hints(of line: Line, in range: Range<Int>) -> (hints: Hint, isLabelled: Bool) {
        var hints: Hint = []
        var isLabelled = false
        for word in line.words where word.start < range.upperBound && word.end > range.lowerBound {
            guard word.start >= range.lowerBound, word.letters > 0 else { continue }
            hints.formUnion(word.hints)
            if word.count > 1, !isCurrency(word) { isLabelled = true }
        }
        return (hints, isLabelled)
    }

    /// Tells whether the word is a currency's code and nothing more.
    private func isCurrency(_ word: Word) -> Bool {
        word.hints.contains(.currency) && word.hints.isDisjoint(with: Self.sumLabels)
    }
}
