package import TallyCore

/// Says of every field of an answer in what way it came out otherwise than the truth.
package struct ErrorClassifier: Sendable {
    /// What amounts are made of besides the goods.
    private static let parts: Set<String> = ["tax", "tip", "discount", "service", "rounding"]

    /// A field, or a line item's part, and what is wrong with it.
    package struct Fault: Hashable, Sendable {
        package var field: String
        package var error: FieldError
    }

    private let fields: [FieldSpec]
    private let scorer: Scorer
    private let dateOrder: DateOrder?

    package init(task: ExtractionTask) {
        fields = task.fields
        dateOrder = task.dateOrder
        scorer = Scorer(fields: task.fields, required: task.required, dateOrder: task.dateOrder)
    }

    /// Every fault of an answer; a value that is only written in another way is one, too.
    package func faults(of item: Case, answer: JSONObject) -> [Fault] {
        let score = scorer.score(
            expected: item.expected,
            predicted: answer,
            locale: item.locale,
            merchantIsSlug: item.tags.contains("merchant-slug")
        )
        let currency = (item.expected["currency"] ?? answer["currency"])?.string
            .map(CurrencyReader.codes)
        let reading = Reading(
            locale: item.locale,
            currency: currency.flatMap { $0.count == 1 ? $0[0] : nil },
            declaredOrder: dateOrder
        )
        return score.fields.flatMap { field -> [Fault] in
            guard let spec = fields.first(where: { $0.name == field.name }) else { return [] }
            if spec.comparator == .lineItems {
                return itemFaults(
                    item.expected[field.name] ?? .null,
                    answer[field.name] ?? .null,
                    field,
                    reading
                )
            }
            let error: FieldError?
            switch field.outcome {
            case .absent: error = nil
            case .omitted: error = .missing
            case .hallucinated: error = .invented
            case .correct: error = field.isRawEqual ? nil : .formatOnly
            case .wrong:
                error = kind(
                    spec,
                    item.expected[field.name] ?? .null,
                    answer[field.name] ?? .null,
                    surroundings(of: field.name, in: item.expected, reading),
                    reading
                )
            }
            return error.map { [Fault(field: field.name, error: $0)] } ?? []
        }
    }

    private func kind(
        _ field: FieldSpec,
        _ truth: JSONValue,
        _ answer: JSONValue,
        _ around: WrongValue.Surroundings,
        _ reading: Reading
    ) -> FieldError {
        switch field.comparator {
        case .currency: return .currency
        case .money, .number:
            let read = field.comparator == .money ? reading.money : reading.number
            guard let mine = read(truth), let theirs = read(answer) else { return .otherValue }
            return WrongValue.kind(mine, theirs, around)
        case .date:
            guard let mine = reading.date(truth), let theirs = reading.date(answer) else {
                return .otherValue
            }
            return WrongValue.kind(mine, theirs)
        case .text:
            guard let mine = truth.plainText, let theirs = answer.plainText else {
                return .otherValue
            }
            return WrongValue.kind(
                NormalText(mine).scalars,
                NormalText(theirs).scalars,
                around
            )
        case .choice, .list, .lineItems: return .otherValue
        }
    }

    private func surroundings(
        of name: String,
        in expected: JSONObject,
        _ reading: Reading
    ) -> WrongValue.Surroundings {
        var around = WrongValue.Surroundings()
        for field in fields where field.name != name {
            guard let value = expected[field.name], value.isAnswered else { continue }
            switch field.comparator {
            case .money, .number:
                guard let amount = reading.money(value), amount != .zero else { continue }
                around.amounts.append(amount)
                if Self.parts.contains(where: field.name.contains) { around.parts.append(amount) }
            case .text:
                let text = value.plainText.map { NormalText($0).scalars } ?? []
                if !text.isEmpty { around.texts.append(text) }
            default: continue
            }
        }
        return around
    }

    // MARK: Line items

    private func itemFaults(
        _ truth: JSONValue,
        _ answer: JSONValue,
        _ field: FieldScore,
        _ reading: Reading
    ) -> [Fault] {
        let truths = (truth.array ?? []).map { LineItem($0, reading) }
        let answers = LineItemScorer.read(answer, beside: truths.count, reading)
        let pairs = LineItemScorer.pairs(truths, answers)
        let missing = truths.count - pairs.count
        let invented = (answer.array?.count ?? 0) - pairs.count
        var faults =
            Array(repeating: Fault(field: field.name, error: .missing), count: missing)
            + Array(repeating: Fault(field: field.name, error: .invented), count: invented)
        for pair in pairs {
            for part in LineItemField.allCases {
                let (mine, theirs) = (truths[pair.truth][part], answers[pair.answer][part])
                guard mine != .unannotated, !mine.agrees(with: theirs) else { continue }
                let others = truths.indices.filter { $0 != pair.truth }.map { truths[$0][part] }
                faults.append(
                    Fault(
                        field: "\(field.name).\(part.rawValue)",
                        error: Self.kind(mine, theirs, others)
                    )
                )
            }
        }
        return faults
    }

    private static func kind(
        _ truth: LineItem.Part,
        _ answer: LineItem.Part,
        _ others: [LineItem.Part]
    ) -> FieldError {
        switch (truth, answer) {
        case (_, .absent), (_, .unannotated): .missing
        case (.absent, _): .invented
        case _ where others.contains(answer): .misaligned
        case (.number(let mine), .number(let theirs)):
            WrongValue.kind(mine, theirs, .init())
        case (.text(let mine), .text(let theirs)): WrongValue.kind(mine, theirs, .init())
        default: .otherValue
        }
    }
}
