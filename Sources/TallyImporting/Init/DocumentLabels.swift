internal import TallyCore

/// What the labels say of one document.
struct DocumentLabels {
    /// The labels' file, and the line where it has several.
    let place: String
    let record: JSONObject
    private(set) var expected: JSONObject
    private(set) var remarks: [ImportRemark]

    init(place: String, record: JSONObject, remarks: [ImportRemark]) {
        self.place = place
        self.record = record
        self.remarks = remarks
        expected = record["expected"]?.object ?? JSONObject()
    }

    /// What may name its files, the surest first.
    func names(besides stem: String?) -> [String] {
        let paths = ["file", "image"].map { record[$0]?.string }
        return (paths + [stem, record["id"]?.string]).compactMap { $0 }
    }

    /// The file that is named as the document's image.
    var imageName: String? {
        record["image"]?.string
            ?? record["file"]?.string.flatMap { ImageCopier.isImage($0) ? $0 : nil }
    }

    /// The file that is named and is no image.
    var textName: String? {
        record["file"]?.string.flatMap { ImageCopier.isImage($0) ? nil : $0 }
    }

    /// The case without its files.
    func item(_ id: String, _ options: ImportOptions) -> Case {
        Case(
            id: id,
            text: nil,
            expected: expected,
            split: options.split ?? record["split"]?.string,
            group: record["group"]?.string,
            user: record["user"]?.string,
            locale: record["locale"]?.string ?? options.locale
        )
    }

    /// Labels of one document that are stated several times, as one; what they state differently is left unannotated.
    static func merged(_ all: [DocumentLabels]) -> DocumentLabels? {
        guard var merged = all.first else { return nil }
        let place = all.map(\.place).joined(separator: ", ")
        merged.remarks = all.flatMap(\.remarks)
        merged.remarks.append(
            ImportRemark(.merged, "\(place): name the same file; read as one case")
        )
        var expected = JSONObject()
        for name in all.flatMap({ $0.expected.keys }) where expected[name] == nil {
            let values = all.compactMap { $0.expected[name] }
            guard let first = values.first else { continue }
            if values.allSatisfy({ isSame($0, first) }) {
                expected[name] = first
            } else if !merged.remarks.contains(where: { $0.field == name && $0.isConflict }) {
                let found = values.prefix(5).map(\.jsonText).joined(separator: " | ")
                merged.remarks.append(
                    ImportRemark(place: place, field: name, fault: .conflicting, found: found)
                )
            }
        }
        merged.expected = expected
        return merged
    }

    /// 1 and 1.00 say the same.
    private static func isSame(_ left: JSONValue, _ right: JSONValue) -> Bool {
        if case .number = left, case .number = right { return left.double == right.double }
        return left == right
    }
}

extension ImportRemark {
    fileprivate var isConflict: Bool { kind == .unannotated(.conflicting) }
}
