internal import TallyCore

/// Chooses the date of purchase among all dates of a receipt.
struct DateReader {
    let lines: [Line]
    let currency: String?

    func date() -> String? {
        let candidates = lines.flatMap { line in
            line.digits >= 3 ? DateScanner(line: line).candidates() : []
        }
        let order = order(candidates)
        var best: (day: CalendarDay, score: Int)?
        for candidate in candidates.prefix(100) {
            guard let day = day(candidate, order) else { continue }
            let score = score(candidate)
            if best.map({ score > $0.score }) ?? true { best = (day, score) }
        }
        return best?.day.iso
    }

    // MARK: Order

    /// The order that the unambiguous dates of this receipt show, else the custom of the currency's country.
    private func order(_ candidates: [DateCandidate]) -> DateOrder {
        for candidate in candidates where candidate.form == .yearLast {
            if candidate.first > 12, candidate.second <= 12 { return .dayFirst }
            if candidate.second > 12, candidate.first <= 12 { return .monthFirst }
        }
        switch currency {
        case "USD": return .monthFirst
        case "JPY", "CNY", "KRW", "TWD": return .yearFirst
        default: return .dayFirst
        }
    }

    private func day(_ candidate: DateCandidate, _ order: DateOrder) -> CalendarDay? {
        let (a, b, c) = (candidate.first, candidate.second, candidate.third)
        switch candidate.form {
        case .certain, .yearFirst: return CalendarDay(a, b, c)
        case .yearLast, .short:
            let dayFirst = CalendarDay(c, b, a)
            let monthFirst = CalendarDay(c, a, b)
            let yearFirst = candidate.form == .short ? CalendarDay(a, b, c) : nil
            switch order {
            case .dayFirst: return dayFirst ?? monthFirst ?? yearFirst
            case .monthFirst: return monthFirst ?? dayFirst ?? yearFirst
            case .yearFirst: return yearFirst ?? dayFirst ?? monthFirst
            }
        }
    }

    // MARK: Choice

    /// A date beside its label or a time near the top; not one of a promotion, an expiry or a reprint.
    private func score(_ candidate: DateCandidate) -> Int {
        let line = lines[candidate.line]
        var score = candidate.form == .short ? 0 : 2
        let above = candidate.line > 0 ? lines[candidate.line - 1] : nil
        let isUnderLabel = line.letters <= 4 && (above?.digits ?? 1) == 0
        if line.has(.date) || isUnderLabel && above?.has(.date) == true { score += 8 }
        if hasTime(line) { score += 6 }
        if line.has([.expiry, .policy]) || isUnderLabel && above?.has(.expiry) == true {
            score -= 16
        }
        if line.letters <= 4 { score += 3 }
        if line.has(.printed) { score -= 4 }
        if line.has([.points, .hours, .saving]) { score -= 6 }
        if line.has(.title) { score += 1 }
        return score * 4 - min(candidate.line, 40) / 8
    }

    /// "18:24" stands in the line.
    private func hasTime(_ line: Line) -> Bool {
        guard line.scalars.count >= 4 else { return false }
        for position in 1..<line.scalars.count - 1 where line.scalars[position] == ":" {
            if ScalarFold.isDigit(line.scalars[position - 1]),
                ScalarFold.isDigit(line.scalars[position + 1])
            {
                return true
            }
        }
        return false
    }
}
