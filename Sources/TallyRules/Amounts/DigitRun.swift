/// A run of digits and separators, resolved into a mantissa and decimals.
struct DigitRun: Hashable, Sendable {
    let start: Int
    let end: Int
    let mantissa: Int
    let decimals: Int
    let digits: Int
    let hasLeadingZero: Bool

    /// The value of a digit, or of a letter that scanners put for one.
    static func digit(_ scalar: Unicode.Scalar) -> Int? {
        switch scalar {
        case "0"..."9": Int(scalar.value) - 0x30
        case "O", "o", "Q": 0
        case "l", "I", "i", "|": 1
        case "Z", "z": 2
        case "S", "s": 5
        case "B": 8
        default: nil
        }
    }

    /// The value of letters that are taken for digits only amid digits.
    static func rareDigit(_ scalar: Unicode.Scalar) -> Int? {
        switch scalar {
        case "D": 0
        case "A": 4
        case "G", "b": 6
        case "g", "q": 9
        default: nil
        }
    }

    /// Reads from a position; `nil` when what stands there is no number.
    init?(line: Line, start: Int, style: NumberStyle) {
        var scan = Scan()
        scan.read(line, from: start)
        guard let decimals = scan.resolve(style), scan.isTrusted(decimals: decimals, style: style)
        else { return nil }
        self.start = start
        end = scan.end
        mantissa = scan.mantissa
        self.decimals = decimals
        digits = scan.digits
        hasLeadingZero = scan.hasLeadingZero
    }

    /// The parts of a run before their meaning is known.
    private struct Scan {
        var end = 0
        var mantissa = 0
        var digits = 0
        /// Digits that are digits, not letters that look like them.
        var trueDigits = 0
        var hasLeadingZero = false
        /// The number of digits before, between and after the separators.
        var groups: [Int] = [0]
        var marks: [Unicode.Scalar] = []

        mutating func read(_ line: Line, from start: Int) {
            end = start
            hasLeadingZero =
                line[start] == "0" && (line[start + 1].map { ScalarFold.isDigit($0) } ?? false)
            while let scalar = line[end] {
                if let digit = DigitRun.digit(scalar), isWanted(scalar, line) {
                    take(digit, isTrue: ScalarFold.isDigit(scalar))
                    end += 1
                } else if let digit = DigitRun.rareDigit(scalar), isAmidDigits(line) {
                    take(digit, isTrue: false)
                    end += 1
                } else if let next = separator(line) {
                    marks.append(scalar == " " ? (line[end + 1] ?? ".") : scalar)
                    groups.append(0)
                    end = next
                } else {
                    break
                }
            }
        }

        /// Between digits, or as the last of two decimals: "4D,00", "248.4A".
        private func isAmidDigits(_ line: Line) -> Bool {
            guard trueDigits > 0 else { return false }
            let isLastDecimal = !marks.isEmpty && groups.last == 1
            guard let next = line[end + 1] else { return isLastDecimal }
            if ScalarFold.isDigit(next) { return true }
            if next == "." || next == "," {
                return marks.isEmpty && (line[end + 2].map { ScalarFold.isDigit($0) } ?? false)
            }
            return isLastDecimal && ScalarFold.letter(next) == nil
        }

        private mutating func take(_ digit: Int, isTrue: Bool) {
            digits += 1
            if isTrue { trueDigits += 1 }
            if digits <= NumberScanner.maxDigits { mantissa = mantissa * 10 + digit }
            groups[groups.count - 1] += 1
        }

        /// After two decimals a letter is a tax code ("3.12S"), unless digits go on behind it.
        private func isWanted(_ scalar: Unicode.Scalar, _ line: Line) -> Bool {
            if ScalarFold.isDigit(scalar) { return true }
            if !marks.isEmpty, let last = groups.last, last >= 2 { return false }
            if isLitre(scalar, line) { return false }
            // A letter that starts a word ("12.5 OZ" glued as "12Oz") is no digit.
            guard let next = line[end + 1], ScalarFold.letter(next) != nil else { return true }
            return DigitRun.digit(next) != nil
        }

        /// "Cola 0,4l  3,59": litres, as amounts go on behind them.
        private func isLitre(_ scalar: Unicode.Scalar, _ line: Line) -> Bool {
            guard scalar == "l", marks.count == 1, groups == [1, 1],
                let next = line[end + 1], Line.isSpace(next)
            else { return false }
            return line.scalars[(end + 1)...].contains { ScalarFold.isDigit($0) }
        }

        /// The position after a separator that digits follow; one lost space around it is forgiven.
        private func separator(_ line: Line) -> Int? {
            guard let scalar = line[end] else { return nil }
            switch scalar {
            case ".", ",", "'", ScalarFold.groupSpace:
                guard let next = line[end + 1] else { return nil }
                if DigitRun.digit(next) != nil { return end + 1 }
                guard next == " ", scalar == "." || scalar == ",", digits > 0 else { return nil }
                return hasTwoDigits(line, at: end + 2) ? end + 2 : nil
            case " ":
                guard let mark = line[end + 1], mark == "." || mark == ",", digits > 0 else {
                    return nil
                }
                return hasTwoDigits(line, at: end + 2) ? end + 2 : nil
            default: return nil
            }
        }

        private func hasTwoDigits(_ line: Line, at position: Int) -> Bool {
            for offset in 0..<2 {
                guard let scalar = line[position + offset], ScalarFold.isDigit(scalar) else {
                    return false
                }
            }
            guard marks.isEmpty, let after = line[position + 2] else { return marks.isEmpty }
            return Line.isSpace(after)
        }

        /// The number of decimals the separators mean, or `nil` when they mean no number.
        func resolve(_ style: NumberStyle) -> Int? {
            guard digits > 0, let last = groups.last else { return nil }
            guard let mark = marks.last else { return 0 }
            let head = groups.dropLast()
            if marks.count == 1 { return single(mark, last, head: head.first ?? 0, style) }
            guard head.first.map({ (1...3).contains($0) }) == true,
                head.dropFirst().allSatisfy({ $0 == 3 })
            else { return nil }
            if last == 3 { return mark == marks[0] ? 0 : (mark == style.decimalMark ? 3 : nil) }
            return last == 2 || last == 1 ? last : nil
        }

        private func single(_ mark: Unicode.Scalar, _ last: Int, head: Int, _ style: NumberStyle)
            -> Int?
        {
            let isGroup = mark == "'" || mark == ScalarFold.groupSpace
            if last == 3 {
                guard !isGroup, (1...3).contains(head) else { return isGroup ? 0 : nil }
                if style.decimals == 0 { return 0 }
                return mark == style.decimalMark ? 3 : 0
            }
            if isGroup { return nil }
            return last <= 4 ? last : nil
        }

        /// Letters count as digits only where the shape is an amount's.
        func isTrusted(decimals: Int, style: NumberStyle) -> Bool {
            let letters = digits - trueDigits
            if letters == 0 { return true }
            if style.decimals == 0 { return decimals == 0 && trueDigits >= 2 }
            return decimals == style.decimals && (trueDigits > 0 || digits >= 3)
        }
    }
}
