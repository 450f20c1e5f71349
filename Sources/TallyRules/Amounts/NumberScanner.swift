/// Finds the numbers of a line in either decimal convention, with letters that scanners put for digits.
struct NumberScanner {
    /// More digits than any amount has; longer runs are codes.
    static let maxDigits = 11

    let line: Line
    let style: NumberStyle

    func numbers() -> [Number] {
        var numbers: [Number] = []
        var position = 0
        while position < line.scalars.count {
            guard isStart(position) else {
                position += 1
                continue
            }
            let run = DigitRun(line: line, start: position, style: style)
            if let run, let number = number(run) { numbers.append(number) }
            position = max(position + 1, run.map { skip(from: $0.end) } ?? skip(from: position))
        }
        return numbers
    }

    /// A number begins at a digit, or what looks like one, after no letter but a currency's.
    private func isStart(_ position: Int) -> Bool {
        guard let scalar = line[position] else { return false }
        if scalar == "." || scalar == "," {
            guard let next = line[position + 1], ScalarFold.isDigit(next),
                let second = line[position + 2], ScalarFold.isDigit(second)
            else { return false }
            return line[position - 1].map { Line.isSpace($0) } ?? true
        }
        guard DigitRun.digit(scalar) != nil, !isDollar(position) else { return false }
        guard let before = line[position - 1] else { return true }
        if ScalarFold.isDigit(before) { return false }
        guard ScalarFold.letter(before) != nil else { return !isJoint(before, at: position - 1) }
        guard ScalarFold.isDigit(scalar) else { return false }
        return CurrencyMark.endsWord(line, at: position) || isYen(position)
            || isDollar(position - 1)
    }

    /// "S109.34": a dollar sign read as a letter.
    private func isDollar(_ position: Int) -> Bool {
        guard style.hasDollars, line[position] == "S",
            let next = line[position + 1], ScalarFold.isDigit(next)
        else { return false }
        return line[position - 1].map { ScalarFold.letter($0) == nil } ?? true
    }

    /// "Y1,200": a yen sign read as a letter.
    private func isYen(_ position: Int) -> Bool {
        guard style.decimals == 0, line[position - 1] == "Y" else { return false }
        return line[position - 2].map { ScalarFold.letter($0) == nil } ?? true
    }

    /// A sign between two digits or letters, as in "10-24", "SS21/39", "18:24".
    private func isJoint(_ scalar: Unicode.Scalar, at position: Int) -> Bool {
        switch scalar {
        case "-", "/", ":", "#", "_":
            guard let before = line[position - 1] else { return scalar == "#" }
            return ScalarFold.letter(before) != nil && scalar != ":" || ScalarFold.isDigit(before)
        case ".", ",", "'":
            return line[position - 1].map { ScalarFold.isDigit($0) } ?? false
        default: return false
        }
    }

    /// The end of whatever is glued to a number: the rest of a code, a date, a time.
    private func skip(from position: Int) -> Int {
        var position = position
        while let scalar = line[position], ScalarFold.letter(scalar) != nil { position += 1 }
        return position
    }

    // MARK: Reading

    private func number(_ run: DigitRun) -> Number? {
        guard run.digits <= Self.maxDigits, !isGluedToMore(run) else { return nil }
        let before = CurrencyMark.before(line, position: run.start)
        let after = CurrencyMark.after(line, position: run.end)
        guard let unit = unit(after: run, currencyEnd: after) else { return nil }
        return Number(
            start: run.start,
            end: run.end,
            mantissa: run.mantissa,
            decimals: run.decimals,
            isNegative: isNegative(run, currencyStart: before),
            unit: unit,
            hasCurrency: before != nil || after != nil,
            hasLeadingZero: run.hasLeadingZero
        )
    }

    /// Dates, times, phone numbers and codes go on after a joining sign.
    private func isGluedToMore(_ run: DigitRun) -> Bool {
        guard let next = line[run.end] else { return false }
        switch next {
        case "-", "/", ":", ".", ",":
            guard let second = line[run.end + 1] else { return false }
            return ScalarFold.isDigit(second)
        default: return false
        }
    }

    /// What follows decides: a percent sign, a tax code ("5.90SR"), a measure, or a code's letters.
    private func unit(after run: DigitRun, currencyEnd: Int?) -> Number.Unit? {
        if currencyEnd != nil { return Number.Unit.none }
        var position = run.end
        if line[position] == " " { position += 1 }
        if line[position] == "%" { return .percent }
        // "30枚", "5丁目", "3月": a counter makes it a count.
        if let counter = line[run.end], ScalarFold.isJapanese(counter) { return .measure }
        guard let next = line[run.end], ScalarFold.letter(next) != nil else {
            return Number.Unit.none
        }
        guard let word = line.words.first(where: { $0.end > run.end }) else { return nil }
        let suffix = word.end - run.end
        if run.decimals >= 2, suffix <= 3, !isMeasure(run.end..<word.end) {
            return Number.Unit.none
        }
        return .measure
    }

    private func isMeasure(_ range: Range<Int>) -> Bool {
        switch line.text(range).uppercased() {
        case "KG", "G", "L", "ML", "CM", "MM", "M", "LB", "LBS", "OZ", "LTR", "CL", "GAL": true
        default: false
        }
    }

    /// A minus before the number or before its currency, or right after the number.
    private func isNegative(_ run: DigitRun, currencyStart: Int?) -> Bool {
        if line[run.end] == "-" {
            let next = line[run.end + 1]
            if next == nil || next.map({ Line.isSpace($0) }) == true { return true }
        }
        for start in [run.start, currencyStart].compactMap({ $0 }) {
            guard let sign = line[start - 1] else { continue }
            if sign == "▲" || sign == "△" { return true }
            if sign == "-" { return line[start - 2].map { ScalarFold.letter($0) == nil } ?? true }
        }
        guard let currencyStart, line[currencyStart - 1] == " " else { return false }
        return line[currencyStart - 2] == "-"
    }
}
