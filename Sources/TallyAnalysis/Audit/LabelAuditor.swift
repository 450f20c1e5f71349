package import TallyCore
internal import TallyScoring

/// Finds fields in which runs agree with each other, under the field's comparator, against the truth.
///
/// The first answer to each case is weighed; who did not answer does not vote. It holds the answers that are wrong and
/// the votes of a case, no more.
package struct LabelAuditor: Sendable {
    /// One field's wrong answer.
    private struct Vote {
        let voter: Int
        /// Null for no answer.
        let answer: JSONValue
    }

    private struct Votes {
        /// Those who answered the case.
        var voters: [Int] = []
        var against: [String: [Vote]] = [:]
        /// Kept from the first wrong answer on.
        var truth: (id: String, expected: JSONObject, locale: String?)?
    }

    private let task: ExtractionTask
    private let names: [String]
    private let minimum: Int?
    private var votes: [Int: Votes] = [:]

    /// `minimum` runs must agree, all that answered when it is `nil`; never fewer than two.
    package init(task: ExtractionTask, voters names: [String], minimum: Int?) {
        self.task = task
        self.names = names
        self.minimum = minimum
    }

    /// Adds an answer of the voter with this index.
    package mutating func add(_ answer: TrialAnswer, voter: Int) {
        let record = answer.record
        guard record.repeatIndex == 0, record.outcome == .answered, let score = record.score else {
            return
        }
        var entry = votes[record.position] ?? Votes()
        entry.voters.append(voter)
        for field in score.fields where !field.outcome.isRight {
            let vote = Vote(voter: voter, answer: answer.output?[field.name] ?? .null)
            entry.against[field.name, default: []].append(vote)
            entry.truth = (record.caseID, answer.expected, answer.locale)
        }
        votes[record.position] = entry
    }

    /// Cases that at least two voters answered.
    package var cases: Int { votes.values.count { $0.voters.count > 1 } }

    /// The suspected fields by case, in the order of the dataset and of the task.
    package func suspects() -> [(position: Int, suspect: LabelAudit.Suspect)] {
        votes.keys.sorted().flatMap { position in
            task.fields.compactMap { field in
                votes[position].flatMap { suspect(field, in: $0) }.map { (position, $0) }
            }
        }
    }

    private func suspect(_ field: FieldSpec, in entry: Votes) -> LabelAudit.Suspect? {
        guard let against = entry.against[field.name], let truth = entry.truth else { return nil }
        let needed = max(2, minimum ?? entry.voters.count)
        guard against.count >= needed else { return nil }
        let largest = camps(against, field, truth.expected, truth.locale)
            .max { $0.count < $1.count || ($0.count == $1.count && $0[0].voter > $1[0].voter) }
        guard let camp = largest, camp.count >= needed else { return nil }
        let agreeing = camp.map(\.voter)
        return LabelAudit.Suspect(
            caseID: truth.id,
            field: field.name,
            truth: truth.expected[field.name] ?? .null,
            answer: camp[0].answer,
            agreeing: agreeing.map { names[$0] },
            others: entry.voters.filter { !agreeing.contains($0) }.map { names[$0] }
        )
    }

    /// The votes by what they say; each joins the first camp whose first vote it agrees with.
    private func camps(
        _ votes: [Vote],
        _ field: FieldSpec,
        _ expected: JSONObject,
        _ locale: String?
    ) -> [[Vote]] {
        let scorer = Scorer(fields: [field], required: [], dateOrder: task.dateOrder)
        var camps: [[Vote]] = []
        for vote in votes {
            let camp = camps.firstIndex { camp in
                var claim = expected
                claim[field.name] = .some(camp[0].answer)
                let score = scorer.score(
                    expected: claim,
                    predicted: JSONObject([(field.name, vote.answer)]),
                    locale: locale
                )
                return score.fields.first?.outcome.isRight ?? false
            }
            if let camp { camps[camp].append(vote) } else { camps.append([vote]) }
        }
        return camps
    }
}
