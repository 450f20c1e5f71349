/// Joins the lines of a name and takes away what does not belong to it.
struct MerchantName {
    let lines: [Line]
    let kinds: [HeadLine]

    // MARK: Lines

    /// The lines of the name that stands at an index.
    func block(around index: Int) -> Range<Int> {
        var start = index
        var end = index + 1
        while end < lines.count, end - index < 3, isContinued(end - 1) { end += 1 }
        while start > 0, index - start < 2, kinds[start - 1] == .name, isContinued(start - 1) {
            start -= 1
        }
        return start..<end
    }

    /// Tells whether the name goes on in the next line.
    private func isContinued(_ index: Int) -> Bool {
        guard index + 1 < lines.count else { return false }
        let line = lines[index]
        let next = lines[index + 1]
        if kinds[index + 1] == .end || kinds[index + 1] == .contact { return false }
        if line.scalars.last == "&" { return true }
        if hasOpenParenthesis(line) { return true }
        guard !line.has(.legal) else { return false }
        if Self.isContinuation(next) { return true }
        // "... VEGETARIAN / RESTAURANT SDN BHD": only the kind of business and the legal form.
        guard next.words.first?.hints.contains(.business) == true, line.letters >= 6 else {
            return false
        }
        if hasOpenParenthesis(next) { return true }
        return next.has(.legal)
            && next.words.allSatisfy { !$0.hints.isDisjoint(with: [.business, .legal]) }
    }

    private func hasOpenParenthesis(_ line: Line) -> Bool {
        line.scalars.count { $0 == "(" } > line.scalars.count { $0 == ")" }
    }

    /// Nothing but a legal form, as "SDN BHD", "Co (M) Sdn Bhd" and "GmbH & Co KG".
    static func isContinuation(_ line: Line) -> Bool {
        let initials = line.words.count { $0.hints.isDisjoint(with: [.legal, .business]) }
        guard line.has(.legal), initials <= 2 else { return false }
        return line.words.allSatisfy {
            $0.hints.contains(.legal) || $0.count <= 2 || $0.digits >= 3
        }
    }

    /// "S/B" and "SB" stand for "SDN BHD".
    static func hasShortLegalForm(_ line: Line) -> Bool {
        for position in line.scalars.indices.dropFirst().dropLast()
        where line.scalars[position] == "/" {
            guard line.scalars[position - 1] == "S", line.scalars[position + 1] == "B" else {
                continue
            }
            let before = line[position - 2].map { ScalarFold.letter($0) == nil } ?? true
            let after = line[position + 2].map { ScalarFold.letter($0) == nil } ?? true
            if before && after { return true }
        }
        return false
    }

    // MARK: Text

    /// The words before the address on the same line; `nil` where the address comes first.
    static func leadingWords(_ line: Line) -> String? {
        if let place = line.words.dropFirst().first(where: isJapanesePlace(line)) {
            return line.text(0..<place.start)
        }
        guard
            let number = line.words.firstIndex(where: { $0.digits > 0 && $0.digits > $0.letters }),
            number >= 2, number < line.words.count - 1
        else { return nil }
        // A street's own name stands before its number in most of Europe.
        let words = line.words[..<number]
        guard words.allSatisfy({ $0.hints.isDisjoint(with: [.street, .place]) }) else { return nil }
        return line.text(0..<line.words[number].start)
    }

    private static func isJapanesePlace(_ line: Line) -> (Word) -> Bool {
        { $0.hints.contains(.place) && ScalarFold.isJapanese(line.scalars[$0.start]) }
    }

    /// The name without registration numbers, "owned by", dirt at its ends and misread letters.
    static func cleaned(_ name: String) -> String? {
        var name = name
        if let colon = name.firstIndex(of: ":"), isOwnerLabel(name[..<colon]) {
            name = String(name[name.index(after: colon)...])
        }
        name = withoutBranch(withoutRegistration(withoutGreeting(name)))
        name = OCRRepair.words(name)
        name = repairedLegalForm(name)
        let dirt: Set<Character> = [" ", ",", "*", "-", "=", ":", "_", "~", "|", "'", "\"", ";"]
        while let first = name.first, dirt.contains(first) { name.removeFirst() }
        while let last = name.last, dirt.contains(last) { name.removeLast() }
        return name.isEmpty ? nil : name
    }

    /// "Welcome to X", "Ihr Team von X", "ようこそXへ" are X.
    private static func withoutGreeting(_ name: String) -> String {
        if name.hasPrefix("ようこそ"), name.hasSuffix("へ") {
            return String(name.dropFirst(4).dropLast())
        }
        let joints: Set<String> = ["TO", "AT", "BEI", "IM", "CHEZ", "VON", "DI", "KE"]
        let words = name.split(separator: " ")
        guard let joint = words.firstIndex(where: { joints.contains($0.uppercased()) }),
            (1...2).contains(joint), joint < words.count - 1
        else { return name }
        let openings: Set<String> = [
            "WELCOME", "WILLKOMMEN", "BIENVENUE", "SELAMAT", "IHR", "YOUR",
        ]
        guard openings.contains(words[0].uppercased()) else { return name }
        return words[(joint + 1)...].joined(separator: " ")
    }

    /// Cuts "- Store 051" and "- Filiale 12" off the end: the branch, not the firm.
    private static func withoutBranch(_ name: String) -> String {
        let branches: Set<String> = ["STORE", "BRANCH", "FILIALE", "OUTLET", "CAWANGAN", "MAGASIN"]
        let words = name.split(separator: " ")
        for index in words.indices.dropFirst().suffix(3) {
            guard words[index].hasPrefix("-") else { continue }
            let word =
                words[index] == "-" ? words[index...].dropFirst().first : words[index].dropFirst()
            if let word, branches.contains(word.uppercased()) {
                return words[..<index].joined(separator: " ")
            }
        }
        if words.count == 2, words[1] == "本店" { return String(words[0]) }
        return name
    }

    private static func isOwnerLabel(_ text: Substring) -> Bool {
        let word = text.split(separator: " ").first.map(String.init) ?? ""
        return Vocabulary.shared.hints(ArraySlice(word.unicodeScalars)).contains(.owner)
    }

    /// Cuts "(519537-X)" and "1110644-W" off the end.
    private static func withoutRegistration(_ name: String) -> String {
        var words = name.split(separator: " ")
        while words.count > 1, let last = words.last {
            let digits = last.unicodeScalars.count { ScalarFold.isDigit($0) }
            let isParenthesised = last.hasPrefix("(") && last.hasSuffix(")") && digits >= 3
            guard isParenthesised || digits >= 5 else { break }
            words.removeLast()
        }
        return words.joined(separator: " ")
    }

    /// Behind "SDN" stands "BHD", however it was read.
    private static func repairedLegalForm(_ name: String) -> String {
        var words = name.split(separator: " ").map(String.init)
        for index in words.indices.dropFirst() {
            guard words[index - 1].uppercased().hasPrefix("SDN") else { continue }
            let word = words[index].uppercased()
            if word.hasPrefix("B"), (3...4).contains(word.unicodeScalars.count) {
                words[index] = "BHD"
            }
        }
        return words.joined(separator: " ")
    }
}
