internal import TallyCore

/// The fields of one case while its labels are read, and what had to be left unannotated.
struct Annotation {
    /// The labels' file, and the line where it has several.
    let place: String
    let reader: LabelReader
    private(set) var expected = JSONObject()
    private(set) var remarks: [ImportRemark] = []

    init(place: String, reader: LabelReader) {
        self.place = place
        self.reader = reader
    }

    mutating func set(_ field: String, _ value: JSONValue) { expected[field] = value }

    /// Takes back a value that a dataset cannot hold.
    mutating func drop(_ field: String, found: String) {
        guard expected[field] != nil else { return }
        expected[field] = nil
        remarks.append(ImportRemark(place: place, dropping: field, found: found))
    }

    mutating func leave(_ field: String, _ fault: LabelFault, found: String) {
        remarks.append(ImportRemark(place: place, field: field, fault: fault, found: found))
    }

    /// Reads one value; `nil` leaves the field unannotated without a word.
    mutating func read(
        _ field: String,
        _ text: String?,
        as comparator: FieldSpec.Comparator,
        isMagnitude: Bool = false
    ) {
        guard let text else { return }
        read(field, oneOf: [text], as: comparator, isMagnitude: isMagnitude)
    }

    /// Reads values that a label repeats: all that say something must say the same.
    mutating func read(
        _ field: String,
        oneOf texts: [String],
        as comparator: FieldSpec.Comparator,
        isMagnitude: Bool = false
    ) {
        guard !texts.isEmpty else { return }
        let found = texts.joined(separator: " | ")
        do throws(LabelFault) {
            expected[field] = try value(oneOf: texts, as: comparator, isMagnitude: isMagnitude)
        } catch {
            leave(field, error, found: found)
        }
    }

    /// The value that all texts agree on; a `isMagnitude` one loses its sign.
    func value(
        oneOf texts: [String],
        as comparator: FieldSpec.Comparator,
        isMagnitude: Bool = false
    ) throws(LabelFault) -> JSONValue {
        var values: [JSONValue] = []
        for text in texts {
            var value = try reader.read(text, as: comparator)
            if isMagnitude, case .number(let lexeme) = value, lexeme.hasPrefix("-") {
                value = .number(String(lexeme.dropFirst()))
            }
            if !values.contains(value) { values.append(value) }
        }
        guard let value = values.first else { throw .empty }
        if values.count > 1 { throw .conflicting }
        return value
    }
}
