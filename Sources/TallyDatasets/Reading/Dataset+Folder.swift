extension Dataset {
    /// Whether a folder is a dataset: a sound dataset.json with the JSON-lines file it names beside it.
    package static func isFolder(_ path: String) -> Bool {
        guard OutputFile.exists(path + "/" + DatasetManifest.fileName),
            let location = try? DatasetLocation(path + "/" + DatasetManifest.fileName)
        else { return false }
        return OutputFile.exists(location.path)
    }
}
