internal import TallyAnalysis
internal import TallyCore
internal import TallyScoring
internal import TallyStore

/// Reads the documents that a report lists: those that came out differently first, then what is wrong, then the rest.
struct ReportCases {
    let store: Store
    let runs: [RunSelector.Chosen]
    let options: ReportDesk.Options

    /// What is known of a case before its values are read.
    private struct Sight {
        /// By run: whether the document is exact in every repeat; `nil` without a score.
        var exact: [Bool?]
        var place: Int

        var rank: Int {
            let known = exact.compactMap(\.self)
            if known.contains(true), known.contains(false) { return 0 }
            return known.contains(false) ? 1 : 2
        }
    }

    func cases() throws -> ReportedCases {
        let sights = try sights()
        let chosen = sights.sorted {
            ($0.value.rank, $0.value.place) < ($1.value.rank, $1.value.place)
        }
        .prefix(options.mostCases).sorted { $0.value.place < $1.value.place }
        var cases = ReportedCases()
        cases.runs = runs.map(\.run.name)
        cases.showsValues = options.showsValues
        cases.leftOut = sights.count - chosen.count
        for one in runs {
            for field in one.experiment.task(of: one.run)?["fields"]?.object?.keys ?? []
            where !cases.fields.contains(field) { cases.fields.append(field) }
        }
        var places: [String: Int] = [:]
        for (id, _) in chosen {
            places[id] = cases.list.count
            cases.list.append(
                ReportedCase(id: id, tags: [], expected: JSONObject(), runs: runs.count)
            )
        }
        try fill(&cases, at: places)
        return cases
    }

    private func sights() throws -> [String: Sight] {
        var sights: [String: Sight] = [:]
        for (number, one) in runs.enumerated() {
            let foreign = try changed(one)
            try store.forEachTrial(of: one.run) { record in
                guard !foreign.contains(record.caseID) else { return }
                var sight =
                    sights[record.caseID]
                    ?? Sight(exact: Array(repeating: nil, count: runs.count), place: sights.count)
                if record.outcome.isScored, let exact = Self.isExact(record) {
                    sight.exact[number] = (sight.exact[number] ?? true) && exact
                }
                sights[record.caseID] = sight
            }
        }
        return sights
    }

    private static func isExact(_ record: TrialRecord) -> Bool? {
        record.outcome == .answered ? record.score?.isDocumentExact : false
    }

    /// Cases of another dataset that go by the name of one of the first run's, and show something else.
    private func changed(_ one: RunSelector.Chosen) throws -> Set<String> {
        guard let first = runs.first,
            first.experiment.dataset.digest != one.experiment.dataset.digest
        else { return [] }
        var contents: [String: Digest] = [:]
        try store.forEachCase(of: first.run) { contents[$0.id] = $0.content }
        var changed: Set<String> = []
        try store.forEachCase(of: one.run) { facts in
            if let known = contents[facts.id], known != facts.content { changed.insert(facts.id) }
        }
        return changed
    }

    private func fill(_ cases: inout ReportedCases, at places: [String: Int]) throws {
        var isKnown = Array(repeating: false, count: cases.list.count)
        for (number, one) in runs.enumerated() {
            let foreign = try changed(one)
            let classifier = AnswerAnalysis.classifier(of: one.run, in: one.experiment)
            var counts: [Int: (exact: Int, all: Int)] = [:]
            try store.forEachItem(of: one.run) { item in
                guard let place = places[item.id], !isKnown[place], !foreign.contains(item.id)
                else {
                    return
                }
                isKnown[place] = true
                cases.list[place].tags = item.tags
                (cases.list[place].text, cases.list[place].image) = (item.text, item.image)
                cases.list[place].expected = item.expected
            }
            try store.forEachJudgedTrial(of: one.run, pricedBy: nil) { trial in
                let id = trial.record.caseID
                guard let place = places[id], !foreign.contains(id) else { return }
                let old = cases.list[place].answers[number]
                var answer = old
                let exact = Self.isExact(trial.record)
                // Of repeats the first wrong one is shown, as it is what a reader wants to see.
                if old == nil
                    || (exact == false && (counts[place]?.exact ?? 0) == (counts[place]?.all ?? 0))
                {
                    answer = try Self.answer(trial, classifier)
                }
                if let exact, trial.record.outcome.isScored {
                    var count = counts[place] ?? (0, 0)
                    count = (count.exact + (exact ? 1 : 0), count.all + 1)
                    counts[place] = count
                    answer?.exact = Double(count.exact) / Double(count.all)
                }
                answer?.cost = old?.cost ?? trial.record.cost?.dollars
                answer?.service = old?.service ?? trial.record.service
                cases.list[place].answers[number] = answer
            }
        }
    }

    private static func answer(
        _ trial: JudgedTrial,
        _ classifier: ErrorClassifier?
    ) throws -> ReportedCase.Answer {
        var answer = ReportedCase.Answer(outcome: trial.record.outcome)
        answer.output = try trial.values.output
        answer.fields = trial.record.score?.fields ?? []
        for fault in try classifier.map({ try AnswerAnalysis.faults(of: trial, by: $0) }) ?? [] {
            answer.faults[fault.field, default: []].append(fault.error)
        }
        return answer
    }
}
