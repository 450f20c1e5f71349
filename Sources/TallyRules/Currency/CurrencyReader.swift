/// Finds a receipt's currency by votes: codes and signs beside amounts, then words only one country prints.
struct CurrencyReader {
    let lines: [Line]

    func currency() -> String? {
        var votes: [String: Int] = [:]
        for line in lines {
            // A card conversion names a second currency.
            let weight = line.has(.rate) ? 0 : 1
            for scalar in line.scalars {
                if let code = CurrencyCode.code(sign: scalar) {
                    votes[code, default: 0] += 2 * weight
                }
            }
            for word in line.words where word.letters > 0 && !word.hints.isEmpty {
                vote(word, in: line, weight: weight, &votes)
            }
            if line.index < 12, UnitedStates.hasPostcode(line) { votes["USD", default: 0] += 2 }
        }
        settleDollar(&votes)
        return votes.filter { $0.value > 0 }
            .max { ($0.value, $1.key) < ($1.value, $0.key) }?
            .key
    }

    private func vote(_ word: Word, in line: Line, weight: Int, _ votes: inout [String: Int]) {
        if word.hints.contains(.currency), word.count <= 5,
            let code = CurrencyCode.names[line.text(word.start..<word.end).uppercased()]
        {
            votes[code, default: 0] += 3 * weight
        }
        let cues: [(Hint, String)] = [
            (.malaysia, "MYR"), (.euro, "EUR"), (.america, "USD"), (.japan, "JPY"),
            (.britain, "GBP"), (.swiss, "CHF"),
        ]
        let hints = word.hints.intersection([
            .malaysia, .euro, .america, .japan, .britain, .swiss,
        ])
        guard !hints.isEmpty else { return }
        for (hint, code) in cues where hints.contains(hint) { votes[code, default: 0] += 1 }
    }

    /// "$" is the dollar or the local money: where the rest speaks for a country, it is that country's.
    private func settleDollar(_ votes: inout [String: Int]) {
        guard let dollars = votes["USD"] else { return }
        for code in ["MYR", "SGD", "AUD", "CAD", "NZD", "HKD"] {
            guard let local = votes[code], local > 0 else { continue }
            votes[code] = local + dollars
            votes["USD"] = 0
            return
        }
    }
}
