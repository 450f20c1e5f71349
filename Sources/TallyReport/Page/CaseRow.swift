internal import TallyCore

/// One case as the page's script reads it: what the list is filtered by, and what is shown when it is opened.
struct CaseRow {
    let item: ReportedCase
    let cases: ReportedCases

    /// Places in the page's tables of fields, tags and kinds of error.
    struct Names {
        var fields: [String: Int] = [:]
        var tags: [String: Int] = [:]
        var kinds: [String: Int] = [:]

        init(_ cases: ReportedCases) {
            for (index, name) in cases.fields.enumerated() { fields[name] = index }
            for item in cases.list {
                for tag in item.tags where tags[tag] == nil { tags[tag] = tags.count }
            }
            for (index, kind) in FieldError.allCases.enumerated() { kinds[kind.rawValue] = index }
        }

        static func list(_ places: [String: Int]) -> JSONValue {
            .array(places.sorted { $0.value < $1.value }.map { .string($0.key) })
        }
    }

    /// `[id, tags, by run [exact share or null, outcome, wrong fields, kinds of error]]`.
    func entry(_ names: Names) -> JSONValue {
        let answers = item.answers.map { answer -> JSONValue in
            guard let answer else { return .null }
            let wrong = wrongFields(answer).compactMap { names.fields[$0] }
            let kinds = Set(answer.faults.values.joined()).compactMap { names.kinds[$0.rawValue] }
            return [
                .optional(answer.exact), .string(Self.outcome(answer.outcome)),
                .array(wrong.map { .number($0) }), .array(kinds.sorted().map { .number($0) }),
            ]
        }
        let tags = item.tags.compactMap { names.tags[$0] }
        return [
            .string(item.id), .array(tags.map { .number($0) }), .array(answers),
        ]
    }

    /// What is shown of it: text, image, truth and answers.
    var detail: JSONValue {
        var detail = JSONObject()
        if cases.showsValues {
            if let text = item.text { detail["text"] = .string(text) }
            if let image = item.image { detail["image"] = .string(image) }
            detail["expected"] = .object(item.expected)
        }
        if item.picture != nil { detail["picture"] = true }
        detail["answers"] = .array(item.answers.map { $0.map(answer) ?? .null })
        return .object(detail)
    }

    private func answer(_ answer: ReportedCase.Answer) -> JSONValue {
        var object = JSONObject()
        if cases.showsValues, let output = answer.output { object["output"] = .object(output) }
        object["fields"] = .object(
            JSONObject(answer.fields.map { ($0.name, .string($0.outcome.rawValue)) })
        )
        object["faults"] = .object(
            JSONObject(
                answer.faults.sorted { $0.key < $1.key }.map { name, kinds in
                    (name, .array(kinds.map { .string(ReportNumbers.words($0.rawValue)) }))
                }
            )
        )
        object["cost"] = answer.cost.map { .string(MoneyText.short($0)) } ?? .null
        object["service"] = answer.service.map { .string(NumberText.seconds($0)) } ?? .null
        return .object(object)
    }

    private func wrongFields(_ answer: ReportedCase.Answer) -> [String] {
        let isAnswered = answer.outcome == .answered
        let wrong = answer.fields.filter { !isAnswered || !$0.outcome.isRight }.map(\.name)
        let itemFaults = answer.faults.keys.contains { $0.hasPrefix("line_items") }
        return wrong + (itemFaults && !wrong.contains("line_items") ? ["line_items"] : [])
    }

    private static func outcome(_ outcome: TrialOutcome) -> String {
        outcome.error?.rawValue ?? outcome.name
    }
}
