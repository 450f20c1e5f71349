internal import TallyCore

/// Reads a record into a case and notes every problem it has on the way.
struct RecordDecoder {
    /// The locale of records that state none.
    let locale: String?
    /// Absolute, links resolved; images must stay inside.
    let folder: String
    /// Looks for the images; what reads one checks its path again in any case.
    var checksImages = true

    /// A record as far as it could be read.
    struct Outcome {
        var item: Case?
        var problems: FieldChecks
        /// Whether the image it names is there; `nil` when it names none.
        var imageExists: Bool?
    }

    /// Decodes one line; the case is `nil` exactly when there are problems.
    func decode(_ line: UnsafeBufferPointer<UInt8>) -> Outcome {
        var checks = FieldChecks()
        let value: JSONValue
        do {
            value = try JSONParser.parse(line)
        } catch {
            let what = error.code == .invalidUTF8 ? "" : "broken JSON: "
            checks.note("", "\(what)\(error)")
            return Outcome(problems: checks)
        }
        guard let record = value.object else {
            checks.note("", FieldChecks.naming(value), expected: "an object")
            return Outcome(problems: checks)
        }
        return decode(record, checks)
    }

    private func decode(_ record: JSONObject, _ checks: FieldChecks) -> Outcome {
        var checks = checks
        checks.refuseUnknown(record, known: CaseRecord.keys)
        let image = checks.text(record, "image")
        let exists = checksImages ? image.flatMap { imageExists($0, &checks) } : nil
        _ = checks.text(record, "dataset")
        let meta = checks.object(record, "meta") ?? JSONObject()
        let metaLocale = checks.locale(meta, "locale", path: "meta.")
        let isSlug = checks.flag(meta, "merchant_is_slug", path: "meta.")
        let expected = checks.object(record, "expected") ?? JSONObject()
        ExpectedFields.check(expected, &checks)
        var tags = checks.tags(record)
        if isSlug, !tags.contains(CaseRecord.slugTag) { tags.append(CaseRecord.slugTag) }
        let item = Case(
            id: identifier(record, &checks),
            text: checks.text(record, "text"),
            image: image,
            expected: expected,
            split: checks.text(record, "split"),
            tags: tags,
            group: checks.text(record, "group"),
            weight: checks.amount(record, "weight", isZeroAllowed: false) ?? 1,
            user: checks.text(record, "user"),
            arrival: checks.amount(record, "arrival", isZeroAllowed: true),
            locale: checks.locale(record, "locale") ?? metaLocale ?? locale
        )
        let isSound = checks.notes.isEmpty
        return Outcome(item: isSound ? item : nil, problems: checks, imageExists: exists)
    }

    private func identifier(_ record: JSONObject, _ checks: inout FieldChecks) -> String {
        guard let value = record["id"] else {
            checks.note("id", "nothing", expected: "a string")
            return ""
        }
        guard let id = value.string, !id.isEmpty, id.utf8.count <= 500 else {
            checks.note(
                "id",
                FieldChecks.naming(value),
                expected: "a string of 1 to 500 bytes"
            )
            return ""
        }
        return id
    }

    private func imageExists(_ image: String, _ checks: inout FieldChecks) -> Bool? {
        do throws(ConfinedPath.Refusal) {
            return try ConfinedPath(image, in: folder).exists
        } catch {
            checks.note("image", error.reason, expected: "a path inside the dataset's folder")
            return nil
        }
    }
}
