package import TallyCore

/// Writes a dataset's folder: the JSON lines, then a README where there is none, the manifest last.
package struct DatasetWriter: Sendable {
    package let folder: String
    /// Replaces a dataset that is there already.
    package let overwrites: Bool

    package init(folder: String, overwrites: Bool = false) {
        self.folder = folder
        self.overwrites = overwrites
    }

    /// Writes the cases as they come and returns the manifest with their counts and digest.
    @discardableResult
    package func write(
        _ cases: some Sequence<Case>,
        manifest: DatasetManifest,
        readme: String? = nil
    ) throws(DatasetError) -> DatasetManifest {
        let manifestPath = folder + "/" + DatasetManifest.fileName
        try refuseOverwriting([manifestPath, folder + "/" + manifest.file])
        try OutputFile.makeFolder(folder)
        var manifest = manifest
        var lines = try OutputFile(folder + "/" + manifest.file)
        var digest = Digest.Accumulator()
        var splits: [String: Int] = [:]
        var order: [String] = []
        for item in cases {
            var line = CaseRecord.encode(item, dataset: manifest.name).jsonBytes
            line.append(0x0A)
            digest.update(line)
            try lines.append(line)
            guard let split = item.split else { continue }
            if splits[split] == nil { order.append(split) }
            splits[split, default: 0] += 1
        }
        try lines.commit()
        manifest.splits = order.map { .init($0, splits[$0] ?? 0) }
        manifest.digest = digest.finish()
        if let readme, !OutputFile.exists(folder + "/README.md") {
            try put(readme, folder + "/README.md")
        }
        try put(manifest.text, manifestPath)
        return manifest
    }

    private func refuseOverwriting(_ paths: [String]) throws(DatasetError) {
        guard !overwrites else { return }
        for path in paths where OutputFile.exists(path) {
            throw DatasetError(.exists, "\(path) is there already; --force replaces it")
        }
    }

    private func put(_ text: String, _ path: String) throws(DatasetError) {
        var file = try OutputFile(path)
        try file.append(Array(text.utf8))
        try file.commit()
    }
}
