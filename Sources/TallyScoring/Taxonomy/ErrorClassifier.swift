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
    /// Names of the fields that are such parts.
    private let partNames: Set<String>
    private let scorer: Scorer
    private let dateOrder: DateOrder?

    package init(task: ExtractionTask) {
        fields = task.fields
        partNames = Set(fields.map(\.name).filter { Self.parts.contains(where: $0.contains) })
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
        return faults(in: score) { (item, answer) }
    }

    /// The same of a score that was made: `values` is asked only where outcomes do not say what is wrong; such fields are
    /// left out where it has nothing.
    package func faults(
        in score: TrialScore,
        values: () throws -> (item: Case, answer: JSONObject)?
    ) rethrows -> [Fault] {
        var opened: Opened?
        var faults: [Fault] = []
        for field in score.fields {
            guard let spec = fields.first(where: { $0.name == field.name }) else { continue }
            switch Self.told(field, spec) {
            case .nothing: continue
            case .error(let error): faults.append(Fault(field: field.name, error: error))
            case .unclear:
                if opened == nil { opened = try values().map(open) }
                if let opened { faults += self.faults(of: field, spec, opened) }
            }
        }
        return faults
    }

    /// What an outcome alone tells of a fault.
    private enum Told {
        case nothing, unclear
        case error(FieldError)
    }

    private static func told(_ field: FieldScore, _ spec: FieldSpec) -> Told {
        switch field.outcome {
        case .absent: .nothing
        case .correct where field.isRawEqual: .nothing
        case _ where spec.comparator == .lineItems: .unclear
        case .omitted: .error(.missing)
        case .hallucinated: .error(.invented)
        case .correct: .error(.formatOnly)
        case .wrong: .unclear
        }
    }

    /// Truth and answer with the way they are read.
    private struct Opened {
        let expected: JSONObject
        let answer: JSONObject
        let reading: Reading
    }

    private func open(_ values: (item: Case, answer: JSONObject)) -> Opened {
        let (item, answer) = values
        let currency = (item.expected["currency"] ?? answer["currency"])?.string
            .map(CurrencyReader.codes)
        return Opened(
            expected: item.expected,
            answer: answer,
            reading: Reading(
                locale: item.locale,
                currency: currency.flatMap { $0.count == 1 ? $0[0] : nil },
                declaredOrder: dateOrder
            )
        )
    }

    private func faults(of field: FieldScore, _ spec: FieldSpec, _ both: Opened) -> [Fault] {
        let truth = both.expected[field.name] ?? .null
        let answer = both.answer[field.name] ?? .null
        if spec.comparator == .lineItems { return itemFaults(truth, answer, field, both.reading) }
        let around = surroundings(of: field.name, in: both.expected, both.reading)
        return [
            Fault(field: field.name, error: kind(spec, truth, answer, around, both.reading))
        ]
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
                if partNames.contains(field.name) { around.parts.append(amount) }
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
