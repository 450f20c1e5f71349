internal import TallyCore
internal import TallyDatasets

/// Finds out what the columns of a CSV file stand for.
enum CSVColumns {
    static func targets(
        _ header: [String],
        _ options: ImportOptions
    ) throws(DatasetError) -> [LabelTarget?] {
        let names = header.map(LabelReader.trimmed)
        for rename in options.renames
        where LabelTarget.name(rename.source, among: names) == nil {
            throw fault(
                options,
                "--map \(rename.field)=\(rename.source): found no such column, expected one of "
                    + names.joined(separator: ", ")
            )
        }
        var targets: [LabelTarget?] = []
        for name in names {
            let renamed = options.renames.first {
                LabelTarget.name($0.source, among: names) == name
            }
            let target = LabelTarget(named: renamed?.field ?? name)
            if let problem = problem(target, name, among: targets) { throw fault(options, problem) }
            targets.append(target.name.isEmpty ? nil : target)
        }
        guard targets.contains(where: { $0?.isLabel == true }) else {
            throw fault(options, "found no column with labels, expected one such as total")
        }
        return targets
    }

    private static func problem(
        _ target: LabelTarget,
        _ name: String,
        among others: [LabelTarget?]
    ) -> String? {
        if case .field(_, .lineItems) = target {
            return "found the column \"\(name)\", expected one value a cell: line items need "
                + "`tally dataset import jsonl`"
        }
        // `Datei` is close to `date`, and means a file.
        if let known = target.misspelt.map({ ColumnWords.meaning(of: name) ?? $0 }) {
            return "found the column \"\(name)\"; did you mean \"\(known)\"? "
                + "(--map \(known)=\(name))"
        }
        guard !target.name.isEmpty, others.contains(target) else { return nil }
        return "found a second column for \"\(target.name)\", expected one"
    }

    private static func fault(_ options: ImportOptions, _ message: String) -> DatasetError {
        DatasetError(.invalid, "\(options.source):1: \(message)")
    }
}
