import TallyDatasets
import Testing

struct ImageFormatTests {
    @Test(
        arguments: [
            ([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0], ImageFormat.png),
            ([0xFF, 0xD8, 0xFF, 0xE0], .jpeg), (Array("GIF89a".utf8), .gif),
            (Array("RIFF\0\0\0\0WEBPVP8 ".utf8), .webp), (Array("RIFF\0\0\0\0WAVE".utf8), nil),
            (Array("%PDF-1.7".utf8), nil), ([0xFF, 0xD8], nil), ([], nil),
        ] as [([UInt8], ImageFormat?)]
    )
    func `an image is told by its first bytes`(bytes: [UInt8], format: ImageFormat?) {
        #expect(ImageFormat(bytes) == format)
    }
}
