internal import TallyCore
internal import TallyDatasets

/// Makes a record of an object with keys of its own.
///
/// `total=amount_due` reads `amount_due`, or `labels.amount_due` within `labels`, as the field `total`. Keys that are not mapped
/// keep their meaning when they are a record's or a field's; other scalars become fields of one's own.
struct JSONLinesMapping {
    struct Mapped {
        var record: JSONObject
        var remarks: [ImportRemark]
        var problems: [DatasetProblem] = []
    }

    private let options: ImportOptions
    private let file: String
    private let line: Int?

    /// `line` is `nil` where a file holds one object.
    init(_ options: ImportOptions, file: String, line: Int?) {
        self.options = options
        self.file = file
        self.line = line
    }

    /// The object as a record; its image and its id may be missing.
    ///
    /// A field whose value a dataset cannot hold is left unannotated.
    func record(of value: JSONValue) -> Mapped {
        guard let source = value.object else {
            return failure("", found: value.kind, expected: "an object")
        }
        var parts = Parts()
        for member in renamed(source, into: &parts) {
            let target = LabelTarget(named: member.key)
            if CaseRecord.keys.contains(member.key) {
                if parts.record[member.key] == nil { parts.record[member.key] = member.value }
            } else if let known = target.misspelt {
                return failure(member.key, found: "an unknown key", suggestion: known)
            } else {
                parts.add(member.value, as: target)
            }
        }
        let place = line.map { "\(file):\($0)" } ?? file
        var annotation = annotation(parts, place)
        for member in parts.record["expected"]?.object?.members ?? []
        where annotation.expected[member.key] == nil {
            annotation.set(member.key, member.value)
        }
        for problem in CaseRecord.problems(in: annotation.expected, file: file, number: line) {
            let field = String(problem.keyPath.dropFirst("expected.".count).prefix { $0 != "[" })
            annotation.drop(field, found: problem.found)
        }
        parts.record["expected"] = .object(annotation.expected)
        if case .number(let lexeme)? = parts.record["id"] { parts.record["id"] = .string(lexeme) }
        return Mapped(record: parts.record, remarks: annotation.remarks)
    }

    /// Takes the mapped keys out of an object and gives the other members.
    private func renamed(_ object: JSONObject, into parts: inout Parts) -> [JSONObject.Member] {
        var rest = object
        for rename in options.renames {
            let found = Self.value(at: rename.source, of: .object(object))
            let first = String(rename.source.split(separator: ".").first ?? "")
            let top = LabelTarget.name(first, among: object.keys) ?? first
            if rest[top]?.object == nil { rest[top] = nil }
            if let found { parts.add(found, as: LabelTarget(named: rename.field)) }
        }
        return rest.members
    }

    /// What an object says, by kind.
    private struct Parts {
        var record = JSONObject()
        var fields: [(target: LabelTarget, value: JSONValue)] = []

        mutating func add(_ value: JSONValue, as target: LabelTarget) {
            switch (target, value) {
            // An object of one's own holds mapped keys, or nothing that could be scored.
            case (.own, .object): return
            case (.record(let name), _): record[name] = value
            default:
                if fields.contains(where: { $0.target == target }) { return }
                fields.append((target, value))
            }
        }
    }

    /// Strings are read like cells of a CSV file; other values are what they are.
    private func annotation(_ parts: Parts, _ place: String) -> Annotation {
        var reader = LabelReader(locale: parts.record["locale"]?.string ?? options.locale)
        let currency = parts.fields.first { $0.target.name == "currency" }?.value.string
        if let currency, case .string(let code)? = try? reader.read(currency, as: .currency) {
            reader.currency = code
        }
        var annotation = Annotation(place: place, reader: reader)
        for (target, value) in parts.fields {
            if case .field(let name, let comparator) = target, let text = value.string {
                annotation.read(name, text, as: comparator)
            } else {
                annotation.set(target.name, value)
            }
        }
        return annotation
    }

    private static func value(at path: String, of root: JSONValue) -> JSONValue? {
        if let direct = root[path] { return direct }
        return path.split(separator: ".").reduce(Optional(root)) { value, part in
            let keys = value?.object?.keys ?? []
            return LabelTarget.name(String(part), among: keys).flatMap { value?[$0] }
        }
    }

    private func failure(
        _ path: String,
        found: String,
        expected: String? = nil,
        suggestion: String? = nil
    ) -> Mapped {
        let problem = DatasetProblem(
            file: file,
            line: line,
            keyPath: path,
            found: found,
            expected: expected,
            suggestion: suggestion
        )
        return Mapped(record: JSONObject(), remarks: [], problems: [problem])
    }
}
