internal import TallyCore

extension DatasetManifest {
    private static let keys = [
        "name", "version", "license", "source", "description", "splits", "locale", "public",
        "personal_data", "sha256", "file", "generated",
    ]

    /// The manifest's text, one member a line, ending in a line feed.
    package var text: String {
        var object = JSONObject([("name", .string(name)), ("version", .string(version))])
        if let license { object["license"] = .string(license) }
        if let source { object["source"] = .string(source) }
        if let description { object["description"] = .string(description) }
        if !splits.isEmpty {
            object["splits"] = .object(JSONObject(splits.map { ($0.name, .number($0.count)) }))
        }
        if let locale { object["locale"] = .string(locale) }
        object["public"] = .bool(isPublic)
        object["personal_data"] = .bool(hasPersonalData)
        if let generated { object["generated"] = .string(generated) }
        object["file"] = .string(file)
        if let digest { object["sha256"] = .string(digest.hex) }
        return JSONValue.object(object).prettyText + "\n"
    }

    /// Reads a manifest; `path` names it in problems.
    static func parse(_ bytes: [UInt8], path: String) throws(DatasetError) -> DatasetManifest {
        var checks = FieldChecks()
        let value: JSONValue
        do {
            let hasMark = bytes.starts(with: [0xEF, 0xBB, 0xBF])
            value = try JSONParser.parse(hasMark ? Array(bytes.dropFirst(3)) : bytes)
        } catch {
            checks.note("", "broken JSON: \(error)")
            throw DatasetError(checks, in: path)
        }
        let object = value.object ?? JSONObject()
        if value.object == nil { checks.note("", FieldChecks.naming(value), expected: "an object") }
        let manifest = read(object, &checks)
        guard checks.notes.isEmpty else { throw DatasetError(checks, in: path) }
        return manifest
    }

    private static func read(
        _ object: JSONObject,
        _ checks: inout FieldChecks
    ) -> DatasetManifest {
        checks.refuseUnknown(object, known: keys)
        var manifest = DatasetManifest(
            name: name(object, "name", &checks),
            file: name(object, "file", &checks)
        )
        if let version = checks.text(object, "version") { manifest.version = version }
        manifest.license = checks.text(object, "license")
        manifest.source = checks.text(object, "source")
        manifest.description = checks.text(object, "description")
        manifest.splits = splits(object, &checks)
        manifest.locale = checks.locale(object, "locale")
        manifest.isPublic = checks.flag(object, "public")
        // Silence counts as personal: only a clear "false" lets values leave the machine.
        if object["personal_data"] != nil {
            manifest.hasPersonalData = checks.flag(object, "personal_data")
        }
        manifest.digest = digest(object, &checks)
        manifest.generated = checks.text(object, "generated")
        return manifest
    }

    private static func name(
        _ object: JSONObject,
        _ key: String,
        _ checks: inout FieldChecks
    ) -> String {
        let value = object[key]
        if let name = value?.string, isName(name) { return name }
        let expected = "a name of letters, digits, '-', '_' and '.'"
        checks.note(key, value.map(FieldChecks.naming) ?? "nothing", expected: expected)
        return ""
    }

    private static func splits(_ object: JSONObject, _ checks: inout FieldChecks) -> [Split] {
        var splits: [Split] = []
        for member in checks.object(object, "splits")?.members ?? [] {
            if let count = member.value.integer, count >= 0 {
                splits.append(Split(member.key, count))
            } else {
                let found = FieldChecks.naming(member.value)
                checks.note("splits." + member.key.prefix(60), found, expected: "a count")
            }
        }
        return splits
    }

    private static func digest(_ object: JSONObject, _ checks: inout FieldChecks) -> Digest? {
        guard let text = checks.text(object, "sha256") else { return nil }
        let digest = Digest(text.hasPrefix("sha256:") ? text : "sha256:" + text)
        if digest == nil {
            let found = "a string " + FieldChecks.quoted(text)
            checks.note("sha256", found, expected: "64 hexadecimal digits")
        }
        return digest
    }
}

extension DatasetError {
    /// The problems of a file that is not read line by line.
    init(_ checks: FieldChecks, in path: String) {
        let problems = checks.notes.map { DatasetProblem($0, file: path) }
        self.init(problems: problems, count: problems.count, in: path)
    }
}

extension DatasetProblem {
    init(_ note: FieldChecks.Note, file: String, line: Int? = nil) {
        self.init(
            file: file,
            line: line,
            keyPath: note.keyPath,
            found: note.found,
            expected: note.expected,
            suggestion: note.suggestion
        )
    }
}
