package import TallyCore

/// An opened dataset: every line was read and checked once; cases are read again when they are needed.
///
/// Of the file only the digest and 8 bytes a case stay in memory.
package struct Dataset: CaseSource {
    /// What the selected records hold.
    package struct Contents: Hashable, Sendable {
        package var withText = 0
        /// Records that name an image.
        package var withImage = 0
        /// Of these, the images that are not there.
        package var missingImages = 0
        /// Records with neither a text nor an image: nothing to show a model.
        package var withNeither = 0

        mutating func add(_ item: Case, imageExists: Bool?) {
            if item.text != nil { withText += 1 }
            if item.image != nil { withImage += 1 }
            if imageExists == false { missingImages += 1 }
            if item.text == nil, item.image == nil { withNeither += 1 }
        }
    }

    package let name: String
    package let version: String
    /// `nil` for a JSON-lines file on its own.
    package let manifest: DatasetManifest?
    /// The SHA-256 of the JSON-lines file.
    package let digest: Digest
    /// The JSON-lines file, as it was named.
    package let path: String
    /// The split that was asked for; `nil` for all records.
    package let split: String?
    /// Records in the file, whatever their split.
    package let recordCount: Int
    /// Records by split, sorted by name.
    package let splits: [DatasetManifest.Split]
    package let contents: Contents

    private let file: DataFile
    private let offsets: [Int]
    private let decoder: RecordDecoder

    /// Values may leave the machine only when a manifest says that they are not personal.
    package var hasPersonalData: Bool { manifest?.hasPersonalData ?? true }

    init(_ location: DatasetLocation, _ scan: DatasetScan) {
        name = location.name
        version = location.manifest?.version ?? "1"
        manifest = location.manifest
        digest = scan.digest
        path = location.path
        split = scan.split
        recordCount = scan.recordCount
        splits = scan.splits.map { .init($0.key, $0.value) }.sorted { $0.name < $1.name }
        contents = scan.contents
        file = scan.file
        offsets = scan.offsets
        decoder = RecordDecoder(
            locale: scan.decoder.locale,
            folder: scan.decoder.folder,
            checksImages: false
        )
    }

    package var count: Int { offsets.count }

    package func identity(of position: Int) -> Int { offsets[position] }

    /// Reads the case at a position of the file's order; any number of tasks may do so at once.
    package func load(_ position: Int) throws -> Case {
        precondition(offsets.indices.contains(position), "no case at position \(position)")
        guard file.isUnchanged else { throw changed }
        let line = try RecordLine.read(file, at: offsets[position])
        let outcome = line.withUnsafeBufferPointer { decoder.decode($0) }
        guard let item = outcome.item else { throw changed }
        return item
    }

    /// The record at a position as it is written.
    func line(_ position: Int) throws(DatasetError) -> [UInt8] {
        guard file.isUnchanged else { throw changed }
        let line = try RecordLine.read(file, at: offsets[position])
        return line.last == 0x0D ? line.dropLast() : line
    }

    /// The file of a case's image, checked anew; `nil` when the case names none or it is not there.
    package func imageFile(of item: Case) throws(DatasetError) -> String? {
        guard let image = item.image else { return nil }
        do throws(ConfinedPath.Refusal) {
            let confined = try ConfinedPath(image, in: decoder.folder)
            return confined.exists ? confined.path : nil
        } catch {
            let expected = "a path inside the dataset's folder"
            let problem = DatasetProblem(
                file: path,
                keyPath: "image",
                found: error.reason,
                expected: expected
            )
            throw DatasetError(problems: [problem], count: 1, in: path)
        }
    }

    private var changed: DatasetError {
        DatasetError(.changed, "\(path) has changed since it was opened; run again")
    }
}
