internal import TallyCore
internal import TallyDatasets

/// An import under way: takes cases, copies their images, keeps count of everything.
struct ImportSession: ~Copyable {
    let options: ImportOptions
    private var sink: DatasetSink
    private(set) var report: ImportReport
    private let images: ImageCopier
    /// The image named last that is not there.
    private var missingImage: String?
    /// Hashes of the ids so far.
    private var identifiers: Set<Int> = []

    init(_ options: ImportOptions, manifest: DatasetManifest) throws(DatasetError) {
        self.options = options
        let writer = DatasetWriter(folder: options.folder, overwrites: options.overwrites)
        sink = try writer.begin(manifest)
        report = ImportReport(manifest: manifest)
        images = ImageCopier(folder: options.folder)
    }

    /// An id that no case has: the words joined, and a number when that is taken.
    func identifier(_ parts: String?...) -> String {
        let words = [report.manifest.name] + parts.compactMap { $0 }
        let id = words.joined(separator: "-")
        if !isTaken(id) { return id }
        var number = 2
        while isTaken("\(id)-\(number)") { number += 1 }
        return "\(id)-\(number)"
    }

    func isTaken(_ id: String) -> Bool { identifiers.contains(id.hashValue) }

    mutating func note(_ remark: ImportRemark) { report.note(remark) }

    mutating func leaveOut(_ place: String, _ why: String) {
        report.note(ImportRemark(.leftOut, "\(place): \(why); left out"))
    }

    mutating func add(_ item: Case, remarks: [ImportRemark] = []) throws(DatasetError) {
        for remark in remarks { report.note(remark) }
        identifiers.insert(item.id.hashValue)
        report.add(item, hasImage: item.image != nil && item.image != missingImage)
        try sink.append(item)
    }

    /// Copies an image and gives the path for the record; one that is not there keeps its name, so that it can be
    /// supplied later.
    mutating func image(
        _ name: String,
        from root: String,
        part: String? = nil,
        place: String
    ) throws(DatasetError) -> String? {
        switch try images.copy(name, from: root, part: part) {
        case .copied(let path):
            report.imagesFound += 1
            return path
        case .missing(let path):
            missingImage = path
            note(ImportRemark(.image, "\(place): the image \"\(name)\" is not in \(root)"))
            return path
        case .refused(let why):
            note(ImportRemark(.image, "\(place): the image is not copied: found \(why)"))
            return nil
        }
    }

    /// Notes that a document of a layout that pairs by name has no image.
    mutating func missImage(_ place: String, stem: String) {
        note(ImportRemark(.image, "\(place): no image named \"\(stem)\""))
    }

    /// Ends the import; one without a case is an error that quotes the first remark.
    consuming func finish() throws(DatasetError) -> ImportReport {
        guard report.cases > 0 else {
            let why = report.remarks.first.map { "; " + $0.description } ?? ""
            throw DatasetError(.invalid, "\(options.source): no case found\(why)")
        }
        report.manifest = try sink.finish()
        return report
    }
}
