/// Where a dataset's files are.
struct DatasetLocation: Sendable {
    let name: String
    /// The JSON-lines file, as the user would name it.
    let path: String
    /// Absolute, links resolved.
    let folder: String
    let manifest: DatasetManifest?
    let manifestPath: String?

    private static let manifestCap = 1 << 20

    init(_ given: String) throws(DatasetError) {
        var given = given
        while given.count > 1, given.hasSuffix("/") { given.removeLast() }
        guard let resolved = ConfinedPath.resolved(given) else {
            throw DatasetError(.notFound, "\(given): there is no such file or folder")
        }
        if given == DatasetManifest.fileName {
            try self.init(folder: ".")
        } else if given.hasSuffix("/" + DatasetManifest.fileName) {
            try self.init(folder: String(given.dropLast(DatasetManifest.fileName.count + 1)))
        } else if given.hasSuffix(".jsonl") {
            self.init(file: given, resolved: resolved)
        } else {
            try self.init(folder: given)
        }
    }

    private init(file given: String, resolved: String) {
        name = String(given.split(separator: "/").last?.dropLast(6) ?? "")
        path = given
        folder = Self.parent(of: resolved)
        manifest = nil
        manifestPath = nil
    }

    private init(folder given: String) throws(DatasetError) {
        let prefix = given == "." ? "" : given + "/"
        let manifestPath = prefix + DatasetManifest.fileName
        guard let folder = ConfinedPath.resolved(given.isEmpty ? "/" : given),
            ConfinedPath.resolved(manifestPath) != nil
        else {
            throw DatasetError(
                .notFound,
                "\(given) is no dataset: it is neither a .jsonl file nor a folder with a "
                    + DatasetManifest.fileName
            )
        }
        let file = try DataFile(manifestPath)
        guard file.size <= Self.manifestCap else {
            throw DatasetError(.invalid, "\(manifestPath) is larger than 1 MiB")
        }
        let bytes = try file.read(at: 0, count: file.size)
        let manifest = try DatasetManifest.parse(bytes, path: manifestPath)
        try Self.check(manifest.file, in: folder, manifestPath)
        self.name = manifest.name
        self.path = prefix + manifest.file
        self.folder = folder
        self.manifest = manifest
        self.manifestPath = manifestPath
    }

    /// A manifest is untrusted too: its file must lie beside it.
    private static func check(
        _ file: String,
        in folder: String,
        _ manifestPath: String
    ) throws(DatasetError) {
        var checks = FieldChecks()
        do throws(ConfinedPath.Refusal) {
            if try ConfinedPath(file, in: folder).exists { return }
            checks.note("file", FieldChecks.quoted(file), expected: "a file beside the manifest")
        } catch {
            checks.note("file", error.reason, expected: "a file beside the manifest")
        }
        throw DatasetError(checks, in: manifestPath)
    }

    private static func parent(of path: String) -> String {
        guard let slash = path.lastIndex(of: "/"), slash > path.startIndex else { return "/" }
        return String(path[..<slash])
    }
}
