internal import TallyCore
package import TallyDatasets

/// Makes a dataset and a benchmark of a folder with images, texts and labels.
package struct ProjectInit: Sendable {
    /// What was found and written.
    package struct Outcome: Sendable {
        /// How the folder was read: `SROIE's layout`, `labels in labels.csv`.
        package let layout: String
        package let report: ImportReport
        /// What the benchmark was made of; where nothing can be shown to a model, none was written.
        package let facts: BenchmarkFacts
    }

    private let options: InitOptions

    package init(_ options: InitOptions) throws(DatasetError) {
        guard SourceFolder.isFolder(options.source) else {
            throw DatasetError(.notFound, "\(options.source): there is no such folder")
        }
        try ReceiptLocale.check(options.locale)
        if !options.overwrites {
            let manifest = options.dataset + "/" + DatasetManifest.fileName
            for path in [options.benchmark, manifest] where OutputFile.exists(path) {
                throw DatasetError(.exists, "\(path) is there already; --force replaces it")
            }
        }
        self.options = options
    }

    package func run() throws -> Outcome {
        let (layout, report) = try importAll()
        var dataset = try Dataset.open(options.dataset)
        if dataset.splits.isEmpty, Self.isMixed(dataset) { dataset = try split(dataset) }
        let facts = try BenchmarkFacts(dataset)
        guard facts.isShowable else {
            return Outcome(layout: layout, report: report, facts: facts)
        }
        let file = BenchmarkFile(facts, path: options.benchmark, dataset: relativeDataset)
        try OutputFile.makeFolder(SourceFolder.parent(options.benchmark))
        try OutputFile.put(file.text, to: options.benchmark)
        return Outcome(layout: layout, report: report, facts: facts)
    }

    /// The dataset as the benchmark names it.
    private var relativeDataset: String { SourceFolder.name(options.dataset) }

    // MARK: Layouts

    private func importAll() throws -> (String, ImportReport) {
        if options.labels == nil, options.renames.isEmpty, let published = try publishedFormat() {
            return ("the layout of \(published.title)", try DatasetImport.run(imports(published)))
        }
        let out = ConfinedPath.resolved(SourceFolder.parent(options.benchmark))
        let isInside = out != ConfinedPath.resolved(options.source)
        let excluded = isInside ? out : ConfinedPath.resolved(options.dataset)
        let index = try FileIndex(options.source, excluding: excluded)
        let labels = try FoundLabels.find(
            in: index,
            root: options.source,
            named: options.labels,
            renames: options.renames
        )
        guard let labels else {
            let missing = MissingLabels(in: index, root: options.source)
            throw DatasetError(.invalid, missing.description)
        }
        var options = imports(.jsonl)
        if case .lines(let name) = labels, options.renames.isEmpty,
            try JSONLinesImporter.isCanonical(self.options.source + "/" + name)
        {
            options.source += "/" + name
            return ("records in \(name)", try DatasetImport.run(options))
        }
        let imports = options
        let report = try DatasetImport.run(imports) { _ throws(DatasetError) in
            PairsImporter(imports, index: index, labels: LabelSource(labels, root: imports.source))
        }
        return (labels.description, report)
    }

    private func publishedFormat() throws(DatasetError) -> ImportOptions.Format? {
        if try !SROIELayout.find(in: options.source, images: nil).isEmpty { return .sroie }
        if try !CORDPlace.find(in: options.source).isEmpty { return .cord }
        if try WildReceiptImporter.isLayout(options.source) { return .wildreceipt }
        return nil
    }

    private func imports(_ format: ImportOptions.Format) -> ImportOptions {
        var imports = ImportOptions(format, source: options.source, folder: options.dataset)
        imports.name = options.name ?? Self.name(of: options.source)
        imports.locale = options.locale
        imports.renames = options.renames
        imports.overwrites = options.overwrites
        imports.isPublished = false
        return imports
    }

    /// A name for the dataset out of the source's.
    private static func name(of source: String) -> String {
        let resolved = ConfinedPath.resolved(source) ?? source
        let plain = SourceFolder.name(resolved).map { character in
            character.isASCII
                && (character.isLetter || character.isNumber || "-_.".contains(character))
                ? character : "-"
        }
        let name = String(plain.drop { $0 == "." || $0 == "-" })
        return DatasetManifest.isName(name) ? name : "receipts"
    }

    /// Some cases lack what the benchmark shows.
    private static func isMixed(_ dataset: Dataset) -> Bool {
        let contents = dataset.contents
        let shown =
            contents.withText > 0 ? contents.withText : contents.withImage - contents.missingImages
        return shown > 0 && shown < dataset.count
    }

    /// Cases with a text apart from those with an image only, since not every model can be shown both.
    private func split(_ dataset: Dataset) throws -> Dataset {
        guard let manifest = dataset.manifest else { return dataset }
        var sink = try DatasetWriter(folder: options.dataset, overwrites: true).begin(manifest)
        for position in 0..<dataset.count {
            var item = try dataset.load(position)
            if item.text != nil {
                item.split = BenchmarkFacts.textSplit
            } else {
                let hasImage = try dataset.imageFile(of: item) != nil
                item.split = hasImage ? BenchmarkFacts.imageSplit : BenchmarkFacts.bareSplit
            }
            try sink.append(item)
        }
        _ = try sink.finish()
        return try Dataset.open(options.dataset)
    }
}

extension ImportOptions.Format {
    fileprivate var title: String {
        switch self {
        case .sroie: "SROIE"
        case .cord: "CORD"
        case .wildreceipt: "WildReceipt"
        case .csv: "CSV"
        case .jsonl: "JSON lines"
        }
    }
}
