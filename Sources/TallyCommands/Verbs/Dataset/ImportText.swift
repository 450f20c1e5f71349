internal import TallyCore
internal import TallyDatasets
internal import TallyImporting

/// What an import did, as lines for a person.
struct ImportText {
    private let report: ImportReport
    private let folder: String

    init(_ report: ImportReport, folder: String) {
        self.report = report
        self.folder = folder
    }

    var lines: [String] {
        let digest = report.manifest.digest?.description ?? ""
        var lines = ["\(folder): \(count(report.cases, "case")), \(digest)"]
        lines.append("text in \(report.withText), images: \(report.imagesFound) copied")
        if report.imagesMissing > 0 { lines[1] += ", \(report.imagesMissing) not there" }
        if !report.manifest.splits.isEmpty {
            let splits = report.manifest.splits.map { "\($0.name) \($0.count)" }
            lines.append("splits " + splits.joined(separator: ", "))
        }
        let fields = report.fields.map { field in
            "\(field.name) \(field.annotated)"
                + (field.absent > 0 ? " (\(field.absent) absent)" : "")
        }
        lines.append("annotated: " + (fields.isEmpty ? "nothing" : fields.joined(separator: ", ")))
        if !report.assumed.isEmpty {
            let isOpen = report.assumed.contains { $0.hasPrefix("locale") }
            lines.append(
                "assumed of this layout: " + report.assumed.joined(separator: ", ")
                    + (isOpen ? "; --locale says otherwise" : "")
            )
        }
        return lines + leftovers
    }

    private var leftovers: [String] {
        var lines: [String] = []
        if !report.unannotated.isEmpty {
            let fields = report.unannotated.sorted { $0.key < $1.key }.map { field, faults in
                let reasons = faults.sorted { $0.key.rawValue < $1.key.rawValue }
                    .map { "\($0.value) \($0.key.rawValue)" }
                return "\(field) \(reasons.joined(separator: ", "))"
            }
            lines.append("left unannotated: " + fields.joined(separator: "; "))
        }
        if report.unlabelled > 0 {
            lines.append("without any annotated field: \(count(report.unlabelled, "case"))")
        }
        if report.bare > 0 {
            lines.append(
                "with neither text nor image: \(count(report.bare, "case")), which no model can be shown"
            )
        }
        if report.unpaired > 0 {
            lines.append("unpaired: \(count(report.unpaired, "file or label", "files and labels"))")
        }
        if report.unusable > 0 {
            lines.append("no image to show a model: \(count(report.unusable, "file"))")
        }
        if report.leftOut > 0 { lines.append("left out: \(count(report.leftOut, "document"))") }
        lines += report.remarks.map { "  " + $0.description }
        if report.remarkCount > report.remarks.count {
            lines.append("  ... and \(report.remarkCount - report.remarks.count) more")
        }
        return lines
    }

    private func count(_ number: Int, _ noun: String, _ plural: String? = nil) -> String {
        "\(number) \(number == 1 ? noun : plural ?? noun + "s")"
    }
}
