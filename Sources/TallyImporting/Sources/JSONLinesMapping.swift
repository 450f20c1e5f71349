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
    func record(of value: JSONValue) -> Mapped {
        guard var source = value.object else {
            return failure("", found: value.kind, expected: "an object")
        }
        var record = JSONObject()
        var fields: [(LabelTarget, JSONValue)] = []
        for rename in options.renames {
            let found = Self.value(at: rename.source, of: .object(source))
            let top = String(rename.source.split(separator: ".").first ?? "")
            if source[top]?.object == nil { source[top] = nil }
            guard let found else { continue }
            Self.sort(found, LabelTarget(named: rename.field), &record, &fields)
        }
        for member in source.members {
            if CaseRecord.keys.contains(member.key) {
                if record[member.key] == nil { record[member.key] = member.value }
                continue
            }
            let target = LabelTarget(named: member.key)
            if let known = target.misspelt {
                return failure(member.key, found: "an unknown key", suggestion: known)
            }
            switch (target, member.value) {
            // An object of one's own holds mapped keys, or nothing that could be scored.
            case (.own, .object), (.own, .array): continue
            default: Self.sort(member.value, target, &record, &fields)
            }
        }
        var annotation = annotation(fields, record, line.map { "\(file):\($0)" } ?? file)
        for member in record["expected"]?.object?.members ?? []
        where annotation.expected[member.key] == nil {
            annotation.set(member.key, member.value)
        }
        record["expected"] = .object(annotation.expected)
        if case .number(let lexeme)? = record["id"] { record["id"] = .string(lexeme) }
        return Mapped(record: record, remarks: annotation.remarks)
    }

    private static func sort(
        _ value: JSONValue,
        _ target: LabelTarget,
        _ record: inout JSONObject,
        _ fields: inout [(LabelTarget, JSONValue)]
    ) {
        if case .record(let name) = target {
            record[name] = value
        } else if !fields.contains(where: { $0.0 == target }) {
            fields.append((target, value))
        }
    }

    /// Strings are read like cells of a CSV file; other values are what they are.
    private func annotation(
        _ fields: [(LabelTarget, JSONValue)],
        _ record: JSONObject,
        _ place: String
    ) -> Annotation {
        var reader = LabelReader(locale: record["locale"]?.string ?? options.locale)
        let currency = fields.first { $0.0.name == "currency" }?.1.string
        if let currency, case .string(let code)? = try? reader.read(currency, as: .currency) {
            reader.currency = code
        }
        var annotation = Annotation(place: place, reader: reader)
        for (target, value) in fields {
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
        return path.split(separator: ".").reduce(Optional(root)) { $0?[String($1)] }
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
