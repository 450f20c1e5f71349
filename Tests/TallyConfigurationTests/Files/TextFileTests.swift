import Foundation
import TallyConfiguration
import TallyCore
import Testing

/// Whatever lies where a file should be gets one clear line.
struct TextFileTests {
    @Test func `a missing file is named`() throws {
        #expect(try TemporaryFolder().complaint() == "x.yaml: no such file")
    }

    @Test func `a folder is no file`() throws {
        #expect(
            try TemporaryFolder(["x.yaml/inside": ""]).complaint() == "x.yaml: a folder, not a file"
        )
    }

    @Test func `bytes that are not UTF-8 are found on their line`() throws {
        let folder = try TemporaryFolder()
        try folder.write("x.yaml", Data("name: x\nsplit: ".utf8) + [0xFF, 0xFE])
        #expect(folder.complaint() == "x.yaml:2: not UTF-8 text")
    }

    @Test func `more than a megabyte is refused`() throws {
        let text = benchmark("#" + String(repeating: "x", count: 1_000_000))
        #expect(try TemporaryFolder(["x.yaml": text]).complaint() == "x.yaml: larger than 1 MB")
    }

    @Test func `a byte order mark and CRLF are no obstacle`() throws {
        let text = "\u{FEFF}" + benchmark("limit: 5\n").replacing("\n", with: "\r\n")
        #expect(try TemporaryFolder(["x.yaml": text]).load().benchmark.limit == 5)
    }

    @Test func `a link to a benchmark is followed`() throws {
        let folder = try TemporaryFolder(["real.yaml": benchmark("limit: 5\n")])
        try FileManager.default.createSymbolicLink(
            atPath: folder / "x.yaml",
            withDestinationPath: "real.yaml"
        )
        #expect(try folder.load().benchmark.limit == 5)
    }
}
