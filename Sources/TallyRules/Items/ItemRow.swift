/// The columns of one line in the list of items.
struct ItemRow: Hashable, Sendable {
    var description = ""
    var quantity: Number?
    var unitPrice: Number?
    var amount: Number?

    /// Reads `desc amount`, `n x price amount`, `desc n x price amount` and `n desc price amount`.
    init(line: Line, numbers: [Number], style: NumberStyle) {
        let money = numbers.filter { Self.isMoney($0, in: line, style) }
        if let times = Self.times(line, numbers, style) {
            quantity = times.quantity
            unitPrice = times.price
            amount = money.last { $0.start > times.price.start }
            let first = money.first?.start ?? times.quantity.start
            description = Self.cleaned(line, 0..<min(first, times.quantity.start))
            return
        }
        let columns = Self.trailing(money, in: line)
        amount = columns.last
        unitPrice = columns.count >= 2 ? columns[columns.count - 2] : nil
        var start = 0
        if let first = numbers.first, first.start == 0, Self.isCount(first), columns.first != first
        {
            quantity = first
            start = first.end
        }
        description = Self.cleaned(line, start..<(columns.first?.start ?? line.scalars.count))
        if columns.count == 1, quantity != nil, description.isEmpty { quantity = nil }
    }

    private static func isMoney(_ number: Number, in line: Line, _ style: NumberStyle) -> Bool {
        guard number.unit == .none else { return false }
        if style.decimals == 0 {
            // "単3" is a size of batteries.
            let isGlued = line[number.start - 1].map { ScalarFold.isJapanese($0) } ?? false
            return number.decimals == 0 && !number.hasLeadingZero
                && !(isGlued && number.mantissa < 10)
        }
        return number.decimals >= style.decimals && number.minor(style.decimals) != nil
            || number.decimals == 0 && number.hasCurrency
    }

    static func isCount(_ number: Number) -> Bool {
        number.decimals == 0 && number.mantissa < 1000 && number.unit == .none
            && !number.hasCurrency
    }

    /// "3 x 4.50", "0.532 kg x 12.00/kg", "3*5.50", "@5 X RM 12.50".
    private static func times(_ line: Line, _ numbers: [Number], _ style: NumberStyle)
        -> (quantity: Number, price: Number)?
    {
        for (quantity, price) in zip(numbers, numbers.dropFirst()) {
            guard quantity.unit != .percent, price.start - quantity.end <= 14,
                price.unit != .percent, price.decimals == style.decimals
            else { continue }
            let between = line.scalars[quantity.end..<price.start]
            if between.contains(where: { ScalarFold.isDigit($0) }) { continue }
            let hasSign = between.contains { "xX×*@".unicodeScalars.contains($0) }
            let letters = between.count { ScalarFold.letter($0) != nil }
            if hasSign, letters <= 6 { return (quantity, price) }
        }
        return nil
    }

    /// The amounts at the end of the line, with no words between them.
    private static func trailing(_ money: [Number], in line: Line) -> [Number] {
        guard let last = money.last else { return [] }
        var columns = [last]
        for number in money.dropLast().reversed() {
            guard let next = columns.first else { break }
            let hasWord = line.words.contains {
                $0.start >= number.end && $0.end <= next.start && $0.letters > 1
                    && !$0.hints.contains(.currency)
            }
            // "30枚" and "60W" belong to the description.
            if hasWord || next.start - number.end > 14 { break }
            columns.insert(number, at: 0)
        }
        let behind = line.words.count { $0.start >= last.end && $0.letters > 3 }
        return behind > 1 ? [] : columns
    }

    /// The description without leaders of dots, bars and currency signs at its ends.
    static func cleaned(_ line: Line, _ range: Range<Int>) -> String {
        var text = Substring(line.text(range.lowerBound..<max(range.lowerBound, range.upperBound)))
        let dirt: Set<Character> = [
            " ", ".", ",", "*", "-", "_", "~", ":", "|", "¥", "$", "€", "@",
        ]
        while let last = text.last, dirt.contains(last) { text.removeLast() }
        while let first = text.first, dirt.contains(first) { text.removeFirst() }
        return String(text)
    }
}
