internal import TallyCore
internal import TallyDatasets

/// Reads SROIE: a file of text boxes and a file of keys for each image.
///
/// Known are box/, key/ and img/; box/, entities/ and img/; the challenge's own task1train and task2train; and all in
/// one folder, each also below train/ and test/. Dates are day-first, amounts have a decimal point, currency is MYR.
struct SROIEImporter: Importer {
    let facts = SourceFacts(
        license: "CC-BY-4.0",
        source: "ICDAR 2019 SROIE",
        locale: "en-MY",
        currency: "MYR",
        description: "SROIE receipts; text put together from boxes, currency inferred"
    )
    private let parts: [SROIELayout]
    private let options: ImportOptions

    private static let fields: [(key: String, field: String, comparator: FieldSpec.Comparator)] = [
        ("company", "merchant", .text), ("address", "address", .text), ("date", "date", .date),
    ]

    init(_ options: ImportOptions) throws(DatasetError) {
        self.options = options
        parts = try SROIELayout.find(in: options.source, images: options.images)
        guard !parts.isEmpty else {
            throw DatasetError(
                .invalid,
                "\(options.source): found no SROIE layout, expected box/*.csv and key/*.json, or "
                    + "*.txt pairs of the challenge's task1 and task2 folders"
            )
        }
    }

    func run(in session: inout ImportSession) throws(DatasetError) {
        for part in parts {
            for stem in part.stems { try take(stem, of: part, in: &session) }
        }
    }

    private func take(
        _ stem: String,
        of part: SROIELayout,
        in session: inout ImportSession
    ) throws(DatasetError) {
        guard let keyFile = part.keys[stem] else {
            let place = part.shown(part.boxes[stem] ?? stem, in: part.boxFolder)
            return session.leaveOut(place, "there is no key file of that name")
        }
        let place = part.shown(keyFile, in: part.keyFolder)
        guard let boxFile = part.boxes[stem] else {
            return session.leaveOut(place, "there is no box file of that name")
        }
        var boxes = SROIEBoxes(place: part.shown(boxFile, in: part.boxFolder))
        boxes.read(try LabelFile.text(boxFile, in: part.boxFolder))
        for remark in boxes.remarks { session.note(remark) }
        let keys = try LabelFile.bytes(keyFile, in: part.keyFolder)
        let annotation = annotation(keys, place: place)
        let item = Case(
            id: session.identifier(part.split, stem),
            text: ReadingOrder.text(boxes.boxes),
            image: try image(stem, of: part, place: place, in: &session),
            expected: annotation.expected,
            split: options.split ?? part.split,
            locale: options.locale ?? facts.locale
        )
        try session.add(item, remarks: annotation.remarks)
    }

    private func image(
        _ stem: String,
        of part: SROIELayout,
        place: String,
        in session: inout ImportSession
    ) throws(DatasetError) -> String? {
        guard let name = part.imageNames[stem]?.replacing("%", with: "%25") else {
            session.missImage(place, stem: stem)
            return nil
        }
        return try session.image(name, from: part.images, part: part.split, place: place)
    }

    private func annotation(_ bytes: [UInt8], place: String) -> Annotation {
        let currency = facts.currency(options)
        let reader = LabelReader(locale: options.locale ?? facts.locale, currency: currency)
        var annotation = Annotation(place: place, reader: reader)
        let keys: JSONObject
        do {
            guard let object = try JSONParser.parse(bytes).object else {
                annotation.leave("keys", .unreadable, found: "no object")
                return annotation
            }
            keys = object
        } catch {
            annotation.leave("keys", .unreadable, found: "broken JSON: \(error)")
            return annotation
        }
        for (key, field, comparator) in Self.fields {
            annotation.read(field, Self.text(keys[key]), as: comparator)
        }
        if let currency { annotation.set("currency", .string(currency)) }
        annotation.read("total", Self.text(keys["total"]), as: .money)
        return annotation
    }

    /// A key's text; one that is not there reads like an empty one, so that it is counted.
    private static func text(_ value: JSONValue?) -> String {
        switch value {
        case .string(let text): text
        case .number(let lexeme): lexeme
        default: ""
        }
    }
}
