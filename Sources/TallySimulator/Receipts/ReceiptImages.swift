internal import Foundation
internal import Synchronization
internal import TallyCore

/// Finds the case an image belongs to, by the digest of its file.
///
/// Files are looked at when the first image comes, and only those of the image's length are read: a server that sees no
/// image touches none.
final class ReceiptImages: Sendable {
    private let sources: [any CaseSource]
    /// The cases that name an image.
    private let places: [ReceiptIndex.Place]
    private let byLength = Mutex<[Int: [ReceiptIndex.Place]]?>(nil)

    init(_ sources: [any CaseSource], _ places: [ReceiptIndex.Place]) {
        self.sources = sources
        self.places = places
    }

    /// The first case that has the image; `nil` when no dataset has it.
    func find(_ image: ImagePart) throws -> Case? {
        guard let file = image.file, !places.isEmpty else { return nil }
        let lengths = try byLength.withLock { lengths in
            let known = try lengths ?? measured()
            lengths = known
            return known
        }
        for place in lengths[file.length] ?? [] {
            let item = try sources[Int(place.source)].load(Int(place.position))
            guard let path = try sources[Int(place.source)].imageFile(of: item),
                let bytes = FileManager.default.contents(atPath: path)
            else { continue }
            if Digest(of: bytes) == file.digest { return item }
        }
        return nil
    }

    private func measured() throws -> [Int: [ReceiptIndex.Place]] {
        var lengths: [Int: [ReceiptIndex.Place]] = [:]
        for place in places {
            let source = sources[Int(place.source)]
            let item = try source.load(Int(place.position))
            guard let path = try source.imageFile(of: item),
                let attributes = try? FileManager.default.attributesOfItem(atPath: path),
                let length = (attributes[.size] as? NSNumber)?.intValue
            else { continue }
            lengths[length, default: []].append(place)
        }
        return lengths
    }
}
