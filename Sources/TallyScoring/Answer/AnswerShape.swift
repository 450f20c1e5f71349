internal import TallyCore

/// Checks that an object has the fields of the schema with usable types, and notes where it was lenient.
struct AnswerShape: Sendable {
    private let fields: [FieldSpec]

    init(fields: [FieldSpec]) {
        self.fields = fields
    }

    func fit(_ value: JSONValue) -> ParsedAnswer {
        guard case .object(let object) = value else {
            let fault = AnswerFault(.schemaInvalid, "the answer is \(value.kind), not an object")
            return ParsedAnswer(result: .failure(fault))
        }
        var fitting = Fitting(object: object)
        do {
            for field in fields { try fitting.check(field) }
        } catch {
            return ParsedAnswer(result: .failure(error), repairs: fitting.repairs)
        }
        if fitting.known < object.count { fitting.note(.extraKey) }
        return ParsedAnswer(result: .success(fitting.object), repairs: fitting.repairs)
    }
}

/// One object on its way through the fields.
private struct Fitting {
    var object: JSONObject
    var repairs: [Repair] = []
    /// Members that the schema names.
    var known = 0

    init(object: JSONObject) {
        self.object = object
    }

    mutating func check(_ field: FieldSpec) throws(AnswerFault) {
        guard let value = object[field.name] else { return note(.missingKey) }
        known += 1
        switch field.comparator {
        case .lineItems: try checkItems(value, field: field.name)
        case .list: try checkList(value, field)
        default: try check(value, wantsNumber: field.comparator.readsNumbers, name: field.name)
        }
    }

    private mutating func checkList(_ value: JSONValue, _ field: FieldSpec) throws(AnswerFault) {
        let wantsNumber = field.element?.readsNumbers ?? false
        switch value {
        case .null: return
        case .array(let elements):
            for element in elements {
                try check(element, wantsNumber: wantsNumber, name: "an element of \(field.name)")
            }
        case .string, .number:
            object[field.name] = .array([value])
            note(.singleItem)
            try check(value, wantsNumber: wantsNumber, name: field.name)
        case .bool, .object: throw fault(field.name, value, wanted: "a list")
        }
    }

    private mutating func checkItems(_ value: JSONValue, field: String) throws(AnswerFault) {
        switch value {
        case .null: return
        case .object:
            object[field] = .array([value])
            note(.singleItem)
            try checkItem(value, name: field)
        case .array(let items):
            for item in items { try checkItem(item, name: field) }
        default: throw fault(field, value, wanted: "a list")
        }
    }

    private mutating func checkItem(_ value: JSONValue, name: String) throws(AnswerFault) {
        guard case .object(let item) = value else {
            throw fault("an item of \(name)", value, wanted: "an object")
        }
        var known = 0
        for subfield in LineItemField.allCases {
            guard let part = item[subfield.rawValue] else {
                note(.missingKey)
                continue
            }
            known += 1
            try check(part, wantsNumber: subfield.readsNumbers, name: subfield.rawValue)
        }
        if known < item.count { note(.extraKey) }
    }

    private mutating func check(
        _ value: JSONValue,
        wantsNumber: Bool,
        name: String
    ) throws(AnswerFault) {
        switch value {
        case .null: return
        case .string: if wantsNumber { note(.numberAsString) }
        case .number: if !wantsNumber { note(.stringAsNumber) }
        case .bool, .array, .object:
            throw fault(name, value, wanted: wantsNumber ? "a number" : "a string")
        }
    }

    private func fault(_ name: String, _ value: JSONValue, wanted: String) -> AnswerFault {
        AnswerFault(.schemaInvalid, "\(name) is \(value.kind), not \(wanted)")
    }

    mutating func note(_ repair: Repair) {
        if !repairs.contains(repair) { repairs.append(repair) }
    }
}

extension FieldSpec.Comparator {
    /// The schema asks for a JSON number.
    var readsNumbers: Bool { self == .money || self == .number }
}
