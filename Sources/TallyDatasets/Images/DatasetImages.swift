internal import Foundation
package import TallyCore

/// The images of a dataset as requests carry them: read, scaled where asked, in base64.
package struct DatasetImages: ImageSource {
    /// Larger files are refused: no provider takes them.
    private static let largestFile = 50 << 20

    private let dataset: Dataset
    private let scaler: ImageScaler?

    /// `scales` says that images will be scaled down; throws when no program is there to do so.
    package init(_ dataset: Dataset, scales: Bool) async throws(DatasetError) {
        self.dataset = dataset
        scaler = scales ? try await ImageScaler() : nil
    }

    package func image(of item: Case, as options: ImageOptions) async throws -> PromptImage? {
        guard let (path, bytes) = try read(item) else { return nil }
        guard let format = ImageFormat(bytes) else {
            throw DatasetError(.io, "\(path): neither PNG, JPEG, GIF nor WebP")
        }
        var shown = bytes
        if let maxSide = options.maxSide, let scaler {
            shown = try await scaler.scaled(path, format: format, maxSide: maxSide)
        }
        return PromptImage(
            mediaType: format.rawValue,
            base64: Data(shown).base64EncodedString(),
            detail: options.detail,
            source: Digest(of: bytes)
        )
    }

    /// The digest of all images of the cases, in the order given; a case without one has its place too.
    ///
    /// Throws when an image cannot be read or is none.
    package func digest(of positions: [Int]) throws -> Digest {
        var sum = Digest.Accumulator()
        for position in positions {
            let file = try read(try dataset.load(position))
            if let file, ImageFormat(file.bytes) == nil {
                throw DatasetError(.invalid, "\(file.path): neither PNG, JPEG, GIF nor WebP")
            }
            let line = file.map { Digest(of: $0.bytes).description } ?? "none"
            sum.update(Array((line + "\n").utf8))
        }
        return sum.finish()
    }

    private func read(_ item: Case) throws(DatasetError) -> (path: String, bytes: [UInt8])? {
        guard let path = try dataset.imageFile(of: item) else { return nil }
        let file = try DataFile(path)
        guard file.size <= Self.largestFile else {
            throw DatasetError(.io, "\(path): larger than 50 MiB")
        }
        return (path, try file.read(at: 0, count: file.size))
    }
}
