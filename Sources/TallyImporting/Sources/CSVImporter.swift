internal import TallyDatasets

/// Reads a CSV file of labels: one document a row, its columns named by the header, its files found beside it.
struct CSVImporter: Importer {
    let facts = SourceFacts()
    private let pairs: PairsImporter

    init(_ options: ImportOptions) throws(DatasetError) {
        let files = options.images ?? SourceFolder.parent(options.source)
        let labels = LabelSource(csv: options.source, files: files)
        // A header that cannot be read is refused before anything is written.
        _ = try LabelDocuments(labels, options: options)
        let index = try FileIndex(files, excluding: ConfinedPath.resolved(options.folder))
        pairs = PairsImporter(options, index: index, labels: labels)
    }

    func run(in session: inout ImportSession) throws(DatasetError) {
        try pairs.run(in: &session)
    }
}
