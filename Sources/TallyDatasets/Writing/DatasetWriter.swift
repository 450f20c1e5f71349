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
        var sink = try begin(manifest)
        for item in cases { try sink.append(item) }
        return try sink.finish(readme: readme)
    }

    /// Makes the folder and opens it for cases, unless there is a dataset that must not be replaced.
    package func begin(_ manifest: DatasetManifest) throws(DatasetError) -> DatasetSink {
        try refuseOverwriting([
            folder + "/" + DatasetManifest.fileName, folder + "/" + manifest.file,
        ])
        try OutputFile.makeFolder(folder)
        return try DatasetSink(folder: folder, manifest: manifest)
    }

    private func refuseOverwriting(_ paths: [String]) throws(DatasetError) {
        guard !overwrites else { return }
        for path in paths where OutputFile.exists(path) {
            throw DatasetError(.exists, "\(path) is there already; --force replaces it")
        }
    }
}
