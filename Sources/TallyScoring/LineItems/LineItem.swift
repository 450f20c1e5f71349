internal import TallyCore

/// One item of a receipt, read once so that it can be compared with many.
struct LineItem {
    /// One subfield as it can be compared.
    enum Part: Equatable {
        case unannotated, absent
        case text([Unicode.Scalar])
        case number(Amount)
        /// Neither words nor a number; equal only as it was written.
        case unreadable(String)

        /// The answer agrees with the truth `self`; a missing key answers what is annotated as absent.
        func agrees(with answer: Part) -> Bool {
            self == answer || (self == .absent && answer == .unannotated)
        }
    }

    private var description = Part.unannotated
    private var quantity = Part.unannotated
    private var unitPrice = Part.unannotated
    private var amount = Part.unannotated

    /// The sum of the annotated subfields' weights.
    private var annotatedWeight = 0.0

    private func isAnnotated(_ field: LineItemField) -> Bool {
        if case .unannotated = self[field] { false } else { true }
    }

    subscript(field: LineItemField) -> Part {
        switch field {
        case .description: description
        case .quantity: quantity
        case .unitPrice: unitPrice
        case .amount: amount
        }
    }

    init(_ value: JSONValue, _ reading: Reading) {
        guard case .object(let object) = value else { return }
        description = Self.text(object[LineItemField.description.rawValue])
        quantity = Self.number(object[LineItemField.quantity.rawValue], reading.number)
        unitPrice = Self.number(object[LineItemField.unitPrice.rawValue], reading.money)
        amount = Self.number(object[LineItemField.amount.rawValue], reading.money)
        for field in LineItemField.allCases where isAnnotated(field) {
            annotatedWeight += field.weight
        }
    }

    private static func text(_ value: JSONValue?) -> Part {
        guard let value else { return .unannotated }
        guard value.isAnswered, let text = value.plainText else { return .absent }
        let normal = NormalText(text)
        return normal.isEmpty ? .unreadable(text) : .text(normal.scalars)
    }

    private static func number(_ value: JSONValue?, _ read: (JSONValue) -> Amount?) -> Part {
        guard let value else { return .unannotated }
        guard value.isAnswered else { return .absent }
        return read(value).map { .number($0) } ?? .unreadable(value.jsonText)
    }

    /// Something is annotated here, and the other item agrees with all of it.
    func agrees(with answer: LineItem) -> Bool {
        annotatedWeight > 0
            && LineItemField.allCases.allSatisfy {
                !isAnnotated($0) || self[$0].agrees(with: answer[$0])
            }
    }

    /// How much of what is annotated here the other item agrees with, 0...1; 0 when it is below the gate.
    ///
    /// See `LineItemScorer`.
    func similarity(to answer: LineItem, gate: Double) -> Double {
        guard annotatedWeight > 0 else { return 0 }
        var agreed = 0.0
        if isAnnotated(.quantity), quantity.agrees(with: answer.quantity) {
            agreed += LineItemField.quantity.weight
        }
        if isAnnotated(.unitPrice), unitPrice.agrees(with: answer.unitPrice) {
            agreed += LineItemField.unitPrice.weight
        }
        if isAnnotated(.amount), amount.agrees(with: answer.amount) {
            agreed += LineItemField.amount.weight
        }
        // An epsilon: 0.3 + 0.1 + 0.1 is a gate of one half too.
        let missing = (gate - 1e-9) * annotatedWeight - agreed
        if isAnnotated(.description) {
            let weight = LineItemField.description.weight
            agreed += weight * likeness(to: answer, atLeast: missing / weight)
        }
        return agreed < (gate - 1e-9) * annotatedWeight ? 0 : agreed / annotatedWeight
    }

    /// The descriptions' Levenshtein similarity; 0 below one half, for unrelated words share letters too.
    ///
    /// Also 0 where it is less than what the pair needs to pass the gate, which saves most of the work.
    private func likeness(to answer: LineItem, atLeast needed: Double) -> Double {
        guard case (.text(let truth), .text(let text)) = (description, answer.description) else {
            return description.agrees(with: answer.description) ? 1 : 0
        }
        if truth == text { return 1 }
        let longer = max(truth.count, text.count)
        let limit = Int(Double(longer) * (1 - max(0.5, needed)) + 1e-9)
        // The length cap keeps hostile answers cheap.
        guard needed < 1, longer <= 512,
            let distance = Levenshtein.distance(truth, text, limit: limit)
        else { return 0 }
        return 1 - Double(distance) / Double(longer)
    }
}
