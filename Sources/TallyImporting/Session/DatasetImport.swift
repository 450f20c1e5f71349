package import TallyDatasets

/// Turns labels in a published layout into a dataset's folder, in one pass over the source.
package enum DatasetImport {
    package static func run(_ options: ImportOptions) throws(DatasetError) -> ImportReport {
        try run(options) { source throws(DatasetError) in try importer(options, source: source) }
    }

    /// Runs the importer that is made for the source, whose links are resolved.
    static func run(
        _ options: ImportOptions,
        _ makeImporter: (String) throws(DatasetError) -> any Importer
    ) throws(DatasetError) -> ImportReport {
        let name = options.name ?? options.folder.split(separator: "/").last.map(String.init) ?? ""
        guard DatasetManifest.isName(name) else {
            throw DatasetError(
                .options,
                "\"\(name)\" is no dataset name: use letters, digits, '-', '_' and '.'; see --name"
            )
        }
        guard let source = ConfinedPath.resolved(options.source) else {
            throw DatasetError(.notFound, "\(options.source): there is no such file or folder")
        }
        if let images = options.images, !SourceFolder.isFolder(images) {
            throw DatasetError(.notFound, "--images: \(images) is no folder")
        }
        try ReceiptLocale.check(options.locale)
        let importer = try makeImporter(source)
        var session = try ImportSession(options, manifest: importer.manifest(named: name, options))
        try importer.run(in: &session)
        var report = try session.finish()
        report.assumed = importer.facts.assumed(options)
        return report
    }

    private static func importer(
        _ options: ImportOptions,
        source: String
    ) throws(DatasetError) -> any Importer {
        switch options.format {
        case .sroie: try SROIEImporter(options)
        case .cord: try CORDImporter(options)
        case .wildreceipt: try WildReceiptImporter(options)
        case .csv: try CSVImporter(options)
        case .jsonl: try JSONLinesImporter(options)
        }
    }
}

/// Reads one layout.
///
/// Making one looks at the source and refuses what has another layout, before anything is written.
protocol Importer {
    /// What the manifest says about data in this layout.
    var facts: SourceFacts { get }

    func run(in session: inout ImportSession) throws(DatasetError)
}

/// What is known of a published dataset.
struct SourceFacts {
    var license: String?
    var source: String?
    var locale: String?
    /// Of all amounts; the labels do not state it.
    var currency: String?
    var description: String?

    /// The currency, unless the data is a user's own and of another locale.
    func currency(_ options: ImportOptions) -> String? {
        let isForeign = !options.isPublished && options.locale.map { $0 != locale } == true
        return isForeign ? nil : currency
    }

    /// What is taken from the layout and not from the labels, as a person reads it.
    func assumed(_ options: ImportOptions) -> [String] {
        let locale = options.locale == nil ? locale : nil
        return [locale.map { "locale \($0)" }, currency(options).map { "currency \($0)" }]
            .compactMap { $0 }
    }
}

extension Importer {
    func manifest(named name: String, _ options: ImportOptions) -> DatasetManifest {
        DatasetManifest(
            name: name,
            license: options.isPublished ? facts.license : nil,
            source: options.isPublished ? facts.source : nil,
            description: options.isPublished ? facts.description : nil,
            locale: options.locale ?? facts.locale,
            file: name + ".jsonl"
        )
    }
}
