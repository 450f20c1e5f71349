import Foundation
import TallyCore
import TallyDatasets
import Testing

struct ImageScalerTests {
    /// ImageMagick's own picture of the size, or `nil` where it is not installed.
    private static func picture(_ size: String, _ path: String) -> Bool {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = ["convert", "-size", size, "xc:tomato", path]
        process.standardError = FileHandle.nullDevice
        process.standardOutput = FileHandle.nullDevice
        guard (try? process.run()) != nil else { return false }
        process.waitUntilExit()
        return process.terminationStatus == 0
    }

    private static let hasImageMagick = picture("1x1", "null:")

    /// Width and height of a PNG, which stand at bytes 16 to 23.
    private static func size(ofPNG bytes: [UInt8]) -> [Int] {
        guard bytes.count > 24 else { return [] }
        return [16, 20].map { start in bytes[start..<start + 4].reduce(0) { $0 << 8 | Int($1) } }
    }

    private func dataset(_ size: String) throws -> (folder: TemporaryFolder, dataset: Dataset) {
        let folder = try TemporaryFolder()
        #expect(Self.picture(size, folder.path + "/p.png"))
        let record = #"{"id":"a","text":null,"image":"p.png","expected":{}}"#
        return (folder, try Dataset.open(try folder.write(record + "\n", to: "x.jsonl")))
    }

    @Test(
        .enabled(if: hasImageMagick, "ImageMagick is not installed"),
        arguments: [("200x100", [64, 32]), ("100x200", [32, 64]), ("40x20", [40, 20])]
    )
    func `a larger image is scaled to its longest side, a smaller one is not`(
        size: String,
        expected: [Int]
    ) async throws {
        let (folder, dataset) = try dataset(size)
        let images = try await DatasetImages(dataset, scales: true)
        let item = try dataset.load(0)
        let options = ImageOptions(detail: .low, maxSide: 64)
        let image = try #require(try await images.image(of: item, as: options))
        let bytes = Array(try #require(Data(base64Encoded: image.base64)))
        #expect(image.mediaType == "image/png" && image.detail == .low)
        #expect(Self.size(ofPNG: bytes) == expected)
        // What a run is known by is the file, not what a program made of it.
        #expect(image.source == Digest(of: try folder.bytes("p.png")))
    }

    @Test(.enabled(if: hasImageMagick, "ImageMagick is not installed"))
    func `an image that is none is named with what the program says`() async throws {
        let (folder, dataset) = try dataset("8x8")
        try folder.write([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 1, 2], to: "p.png")
        let images = try await DatasetImages(dataset, scales: true)
        let item = try dataset.load(0)
        let error = await #expect(throws: DatasetError.self) {
            try await images.image(of: item, as: ImageOptions(maxSide: 4))
        }
        #expect(error?.message.contains("cannot scale") == true)
        // The folder goes with its last use.
        withExtendedLifetime(folder) {}
    }

    @Test func `the digest of images follows their bytes and their order`() async throws {
        let folder = try TemporaryFolder()
        let start: [UInt8] = [0xFF, 0xD8, 0xFF]
        try folder.write(start + [1], to: "a.jpg")
        try folder.write(start + [2], to: "b.jpg")
        let lines = ["a", "b"].map {
            #"{"id":"\#($0)","text":"t","image":"\#($0).jpg","expected":{}}"#
        }
        let file = try folder.write(lines.joined(separator: "\n") + "\n", to: "x.jsonl")
        let images = try await DatasetImages(try Dataset.open(file), scales: false)
        let digest = try images.digest(of: [0, 1])
        #expect(try images.digest(of: [1, 0]) != digest)
        #expect(try images.digest(of: [0]) != digest)
        try folder.write(start + [3], to: "b.jpg")
        #expect(try images.digest(of: [0, 1]) != digest)
        try folder.write("no image", to: "b.jpg")
        #expect(throws: DatasetError.self) { try images.digest(of: [0, 1]) }
        // The folder goes with its last use.
        withExtendedLifetime(folder) {}
    }
}
