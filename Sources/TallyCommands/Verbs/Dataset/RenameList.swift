internal import TallyDatasets
internal import TallyImporting

/// The value of `--map`: `total=amount_due,text=ocr`.
struct RenameList {
    let renames: [ImportOptions.Rename]

    init(_ text: String?) throws {
        renames = try (text ?? "").split(separator: ",").map { part in
            let halves = part.split(separator: "=", maxSplits: 1).map(String.init)
            guard halves.count == 2 else {
                throw DatasetError(
                    .options,
                    "--map: found \"\(part)\", expected field=column, such as total=Summe"
                )
            }
            return .init(field: halves[0], source: halves[1])
        }
    }
}
