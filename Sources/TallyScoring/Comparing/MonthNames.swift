/// Months by name in the languages receipts come in: English, German, French, Spanish, Italian, Portuguese, Dutch,
/// Indonesian and Malay, without diacritics.
enum MonthNames {
    /// The month a word names or abbreviates (three letters at least); `nil` when none, or more than one.
    static func month(_ word: String) -> Int? {
        if let month = irregular[word] { return month }
        guard word.utf8.count >= 3 else { return nil }
        var found: Int?
        for (index, month) in names.enumerated()
        where month.contains(where: { $0.utf8.starts(with: word.utf8) }) {
            if found != nil { return nil }
            found = index + 1
        }
        return found
    }

    private static let names: [[String]] = [
        ["january", "januar", "janner", "janvier", "enero", "gennaio", "janeiro", "januari"],
        ["february", "februar", "fevrier", "febrero", "febbraio", "fevereiro", "februari"],
        ["march", "marz", "maerz", "mars", "marzo", "marco", "maart", "maret", "mac"],
        ["april", "avril", "abril", "aprile"],
        ["may", "mai", "mayo", "maggio", "maio", "mei"],
        ["june", "juni", "juin", "junio", "giugno", "junho", "jun"],
        ["july", "juli", "juillet", "julio", "luglio", "julho", "julai"],
        ["august", "aout", "agosto", "augustus", "agustus", "ogos"],
        ["september", "septembre", "septiembre", "settembre", "setembro"],
        ["october", "oktober", "octobre", "octubre", "ottobre", "outubro"],
        ["november", "novembre", "noviembre", "novembro"],
        ["december", "dezember", "decembre", "diciembre", "dicembre", "dezembro", "desember"],
    ]

    /// Abbreviations that are no beginning of a name.
    private static let irregular = ["mrt": 3, "mrz": 3, "sept": 9, "peb": 2, "agt": 8, "dis": 12]
}
