/// Chooses the total among all labelled amounts by label, place and agreement with other amounts.
struct TotalChooser {
    let entries: [Entry]
    let lines: [Line]

    /// The best entry; the later one of equals, since roundings and tips come last.
    func total() -> Entry? {
        let evidence = Evidence(entries: entries, lines: lines)
        let rounded = roundedAmounts()
        var best: (entry: Entry, score: Int)?
        for (index, entry) in entries.enumerated() {
            guard var score = LabelScore.total(entry.hints) ?? unlabelled(entry, evidence) else {
                continue
            }
            score += evidence.score(entry)
            if rounded.contains(index) { score += 3 }
            if best.map({ score >= $0.score }) ?? true { best = (entry, score) }
        }
        if let best, best.score > 0 { return best.entry }
        return evidence.payment ?? largest
    }

    /// An amount whose label was lost counts when other amounts agree with it.
    private func unlabelled(_ entry: Entry, _ evidence: Evidence) -> Int? {
        guard entry.hints.isSubset(of: [.currency, .malaysia, .euro]) else { return nil }
        return evidence.agrees(entry.amount) ? 2 : nil
    }

    /// The indices of sums that differ from an earlier one by just the printed rounding.
    private func roundedAmounts() -> Set<Int> {
        var found: Set<Int> = []
        let labelled = entries.indices.filter { index in
            entries[index].has([.total, .due, .net])
                || entries[index].hints.isSubset(of: [.currency, .malaysia])
        }.suffix(60)
        for rounding in entries.indices.suffix(200) {
            let entry = entries[rounding]
            guard entry.has(.rounding), !entry.has(.total), entry.amount != 0 else { continue }
            for after in labelled where after > rounding {
                let isRounded = labelled.contains { before in
                    before < rounding
                        && entries[before].amount + entry.amount == entries[after].amount
                }
                if isRounded { found.insert(after) }
            }
        }
        return found
    }

    /// A receipt without any label still shows its total as its largest amount.
    private var largest: Entry? {
        entries.filter { !$0.has([.points, .rate, .saving, .change, .tender, .title]) }
            .max { ($0.amount, $0.line) < ($1.amount, $1.line) }
    }
}
