internal import TallyCore

extension Dataset {
    /// Opens a dataset's folder, its manifest, or a JSON-lines file on its own, and checks every line.
    ///
    /// Throws the first problems and their number when there are any; `split` keeps one split's records.
    package static func open(
        _ path: String,
        split: String? = nil,
        problemLimit: Int = 20
    ) throws(DatasetError) -> Dataset {
        let location = try DatasetLocation(path)
        let decoder = RecordDecoder(locale: location.manifest?.locale, folder: location.folder)
        var scan = DatasetScan(
            try DataFile(location.path),
            decoder: decoder,
            split: split,
            problemLimit: problemLimit
        )
        try scan.run()
        var log = scan.log
        log.compare(scan, with: location)
        log.checkNotEmpty(scan)
        guard log.count == 0 else {
            throw DatasetError(problems: log.problems, count: log.count, in: location.path)
        }
        return Dataset(location, scan)
    }
}

extension ProblemLog {
    /// Notes where the manifest and its file disagree.
    fileprivate mutating func compare(_ scan: DatasetScan, with location: DatasetLocation) {
        // Broken lines are not counted, so counts would only repeat their problems.
        guard count == 0, let manifest = location.manifest, let path = location.manifestPath else {
            return
        }
        if let digest = manifest.digest, digest != scan.digest {
            add(
                DatasetProblem(
                    file: path,
                    keyPath: "sha256",
                    found: digest.hex,
                    expected: "\(scan.digest.hex), the digest of \(manifest.file)"
                )
            )
        }
        guard !manifest.splits.isEmpty else { return }
        var stated: [String: Int] = [:]
        for split in manifest.splits { stated[split.name] = split.count }
        for name in Set(stated.keys).union(scan.splits.keys).sorted() {
            let actual = scan.splits[name] ?? 0
            guard stated[name] != actual else { continue }
            add(
                DatasetProblem(
                    file: path,
                    keyPath: "splits." + name.prefix(60),
                    found: stated[name].map(String.init) ?? "nothing",
                    expected: "\(actual), the records in \(manifest.file)"
                )
            )
        }
    }

    fileprivate mutating func checkNotEmpty(_ scan: DatasetScan) {
        guard count == 0, scan.offsets.isEmpty else { return }
        guard let split = scan.split, scan.recordCount > 0 else {
            return note(nil, .init(keyPath: "", found: "no record", expected: "at least one"))
        }
        let names = scan.splits.keys.sorted()
        note(
            nil,
            .init(
                keyPath: "split",
                found: "no record of " + FieldChecks.quoted(split),
                expected: names.isEmpty
                    ? "records that state a split"
                    : "one of " + names.prefix(10).joined(separator: ", "),
                suggestion: NearMiss.suggestion(for: split, among: names)
            )
        )
    }
}
