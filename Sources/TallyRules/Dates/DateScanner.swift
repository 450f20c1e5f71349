/// Finds what may be a date in a line, in digits, with a month's name or in kanji.
struct DateScanner {
    let line: Line

    func candidates() -> [DateCandidate] {
        var found: [DateCandidate] = []
        var position = 0
        while position < line.scalars.count {
            if let (candidate, end) = candidate(at: position) {
                found.append(candidate)
                position = end
            } else {
                position += 1
            }
        }
        return found
    }

    private func candidate(at position: Int) -> (DateCandidate, Int)? {
        if let month = monthName(at: position) { return nameFirst(month, at: position) }
        guard isBoundary(before: position), let first = group(at: position) else { return nil }
        return kanji(first, at: position) ?? numeric(first, at: position)
            ?? dayFirstName(first, at: position) ?? compact(first, at: position)
            ?? lostSlashes(first, at: position)
    }

    // MARK: Parts

    /// Digits, with the letters that scanners put for them.
    private struct Group {
        let value: Int
        let count: Int
        let trueDigits: Int
        let end: Int
    }

    private func group(at start: Int) -> Group? {
        var end = start
        var value = 0
        var trueDigits = 0
        while let scalar = line[end], end - start < 11,
            let digit = DigitRun.digit(scalar) ?? DigitRun.rareDigit(scalar)
        {
            value = value * 10 + digit
            if ScalarFold.isDigit(scalar) { trueDigits += 1 }
            end += 1
        }
        guard end > start, 2 * trueDigits >= end - start else { return nil }
        return Group(value: value, count: end - start, trueDigits: trueDigits, end: end)
    }

    private func isBoundary(before position: Int) -> Bool {
        guard let before = line[position - 1] else { return true }
        if before == "/" || before == "." || before == "-" {
            return line[position - 2].map { !ScalarFold.isDigit($0) } ?? true
        }
        return !ScalarFold.isDigit(before)
    }

    /// The position after a separator, which one space may stand on either side of.
    private func separator(at position: Int) -> (sign: Unicode.Scalar, end: Int)? {
        var position = position
        if line[position] == " " { position += 1 }
        guard let sign = line[position] else { return nil }
        guard sign == "/" || sign == "-" || sign == "." || sign == "," || sign == "~" else {
            return nil
        }
        position += 1
        if line[position] == " " { position += 1 }
        return (sign, position)
    }

    // MARK: Forms

    private func numeric(_ first: Group, at start: Int) -> (DateCandidate, Int)? {
        guard let (sign, next) = separator(at: first.end), let second = group(at: next),
            let (otherSign, last) = separator(at: second.end),
            let third = group(at: last).map(withoutTime)
        else { return nil }
        guard sign == otherSign || (first.count == 4) != (third.count == 4) else { return nil }
        guard second.count <= 2 else { return nil }
        let form: DateCandidate.Form
        switch (first.count, third.count) {
        case (4, 1...2): form = .yearFirst
        case (1...2, 4): form = .yearLast
        case (1...2, 2) where sign != ",": form = .short
        default: return nil
        }
        return (made(start, first.value, second.value, third.value, form), third.end)
    }

    /// "20264:54" is a year with a time behind it, the space between them lost.
    private func withoutTime(_ group: Group) -> Group {
        guard (5...6).contains(group.count), line[group.end] == ":" else { return group }
        let value = group.value / (group.count == 5 ? 10 : 100)
        return Group(
            value: value,
            count: 4,
            trueDigits: min(4, group.trueDigits),
            end: group.end - (group.count - 4)
        )
    }

    /// "2026年3月14日"; 令和 counts the years from 2019.
    private func kanji(_ first: Group, at start: Int) -> (DateCandidate, Int)? {
        guard line[first.end] == "年" else { return nil }
        guard let second = group(at: spaced(first.end + 1)),
            let mark = line[second.end], mark == "月" || mark == "用",
            let third = group(at: spaced(second.end + 1))
        else { return nil }
        let isReiwa = first.count <= 2 && (line[start - 1] == "和" || line[start - 1] == "R")
        let year = isReiwa ? 2018 + first.value : first.value
        return (made(start, year, second.value, third.value, .certain), third.end)
    }

    private func spaced(_ position: Int) -> Int { line[position] == " " ? position + 1 : position }

    /// The day, the month's name and the year, as in "14 March 2026" and "14-MAR-26".
    private func dayFirstName(_ first: Group, at start: Int) -> (DateCandidate, Int)? {
        guard first.count <= 2 else { return nil }
        var position = first.end
        while let scalar = line[position], " .-/".unicodeScalars.contains(scalar) { position += 1 }
        guard position - first.end <= 2, let month = monthName(at: position) else { return nil }
        position = month.end
        while let scalar = line[position], " .-/,'".unicodeScalars.contains(scalar) {
            position += 1
        }
        guard position - month.end <= 2, let year = group(at: position),
            year.count == 4 || year.count == 2
        else { return nil }
        return (made(start, year.value, month.number, first.value, .certain), year.end)
    }

    /// "Mar 14, 2026".
    private func nameFirst(_ month: (number: Int, end: Int), at start: Int)
        -> (DateCandidate, Int)?
    {
        var position = month.end
        while let scalar = line[position], " .-".unicodeScalars.contains(scalar) { position += 1 }
        guard position - month.end <= 2, let day = group(at: position), day.count <= 2 else {
            return nil
        }
        position = day.end
        while let scalar = line[position], " ,.-'".unicodeScalars.contains(scalar) { position += 1 }
        guard position > day.end, position - day.end <= 3,
            let year = group(at: position).map(withoutTime),
            year.count == 4 || (year.count == 2 && line[year.end] != ":")
        else { return nil }
        return (made(start, year.value, month.number, day.value, .certain), year.end)
    }

    /// "20260314" beside a word for date.
    private func compact(_ first: Group, at start: Int) -> (DateCandidate, Int)? {
        guard first.count == 8, first.trueDigits == 8, line.has(.date) else { return nil }
        let (year, month, day) = (first.value / 10000, first.value / 100 % 100, first.value % 100)
        guard (2000...2035).contains(year) else { return nil }
        return (made(start, year, month, day, .yearFirst), first.end)
    }

    /// "14l03l2026": slashes read as a letter or a stroke.
    private func lostSlashes(_ first: Group, at start: Int) -> (DateCandidate, Int)? {
        guard first.count == 10, let one = line[start + 2], let two = line[start + 5],
            one == two || line.has(.date), "lI|17".unicodeScalars.contains(one),
            "lI|17".unicodeScalars.contains(two)
        else { return nil }
        let digits = line.scalars[start..<start + 10].map { DigitRun.digit($0) ?? 0 }
        let day = digits[0] * 10 + digits[1]
        let month = digits[3] * 10 + digits[4]
        return (made(start, day, month, first.value % 10000, .yearLast), first.end)
    }

    private func made(
        _ start: Int,
        _ first: Int,
        _ second: Int,
        _ third: Int,
        _ form: DateCandidate.Form
    ) -> DateCandidate {
        DateCandidate(
            line: line.index,
            start: start,
            first: first,
            second: second,
            third: third,
            form: form
        )
    }

    /// A word that names a month and where it ends.
    private func monthName(at position: Int) -> (number: Int, end: Int)? {
        guard let first = line[position], isLetter(first),
            line[position - 1].map({ !isLetter($0) }) ?? true
        else { return nil }
        var end = position
        while let scalar = line[end], isLetter(scalar) { end += 1 }
        guard (3...10).contains(end - position) else { return nil }
        return MonthName.number(line.scalars[position..<end]).map { ($0, end) }
    }

    private func isLetter(_ scalar: Unicode.Scalar) -> Bool {
        !ScalarFold.isDigit(scalar) && ScalarFold.letter(scalar) != nil
    }
}
