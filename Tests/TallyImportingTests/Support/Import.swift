import TallyCore
import TallyDatasets
import TallyImporting

/// One import into `out` of a temporary folder, and the cases it wrote.
struct Import {
    let report: ImportReport
    let cases: [Case]

    init(
        _ format: ImportOptions.Format,
        _ source: String,
        in folder: TemporaryFolder,
        _ change: (inout ImportOptions) -> Void = { _ in }
    ) throws {
        var options = ImportOptions(
            format,
            source: source.hasPrefix("/") ? source : folder.path + "/" + source,
            folder: folder.path + "/out"
        )
        change(&options)
        report = try DatasetImport.run(options)
        let dataset = try Dataset.open(folder.path + "/out")
        cases = try (0..<dataset.count).map { try dataset.load($0) }
    }

    var remarks: [String] { report.remarks.map(\.description) }
}

/// The message an import ends with.
func failure(
    _ format: ImportOptions.Format,
    _ source: String,
    in folder: TemporaryFolder,
    _ change: (inout ImportOptions) -> Void = { _ in }
) -> String {
    do {
        _ = try Import(format, source, in: folder, change)
        return ""
    } catch {
        return "\(error)".replacing(folder.path + "/", with: "")
    }
}
