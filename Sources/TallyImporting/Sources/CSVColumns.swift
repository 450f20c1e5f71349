internal import TallyCore
internal import TallyDatasets

/// Finds out what the columns of a CSV file stand for.
enum CSVColumns {
    static func targets(
        _ header: [String],
        _ options: ImportOptions
    ) throws(DatasetError) -> [LabelTarget?] {
        func fault(_ message: String) -> DatasetError {
            DatasetError(.invalid, "\(options.source):1: \(message)")
        }
        let names = header.map(LabelReader.trimmed)
        for rename in options.renames where !names.contains(rename.source) {
            let listed = names.joined(separator: ", ")
            throw fault(
                "--map \(rename.field)=\(rename.source): found no such column, expected one of "
                    + listed
            )
        }
        var targets: [LabelTarget?] = []
        for name in names {
            let renamed = options.renames.first { $0.source == name }
            let target = LabelTarget(named: renamed?.field ?? name)
            if target.name.isEmpty {
                targets.append(nil)
                continue
            }
            if case .field(_, .lineItems) = target {
                throw fault(
                    "found the column \"\(name)\", expected one value a cell: line items need "
                        + "`tally dataset import jsonl`"
                )
            }
            if let known = target.misspelt {
                throw fault(
                    "found the column \"\(name)\"; did you mean \"\(known)\"? "
                        + "(--map \(known)=\(name))"
                )
            }
            if targets.contains(target) {
                throw fault("found a second column for \"\(target.name)\", expected one")
            }
            targets.append(target)
        }
        guard
            targets.contains(where: { target in
                switch target {
                case .field, .own: true
                case .record, nil: false
                }
            })
        else {
            throw fault("found no column with labels, expected one such as total")
        }
        return targets
    }
}
