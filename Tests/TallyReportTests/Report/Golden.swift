import Foundation
import Testing

/// Rendered output that is compared with a file beside the tests; TALLY_UPDATE_GOLDEN=1 writes the files anew.
enum Golden {
    static func check(_ text: String, _ name: String, file: String = #filePath) throws {
        let folder = URL(fileURLWithPath: file).deletingLastPathComponent()
        let path = folder.appendingPathComponent("Golden/\(name)").path
        if ProcessInfo.processInfo.environment["TALLY_UPDATE_GOLDEN"] == "1" {
            try text.write(toFile: path, atomically: true, encoding: .utf8)
        }
        let golden = try #require(try? String(contentsOfFile: path, encoding: .utf8))
        #expect(text == golden, "\(path) differs; TALLY_UPDATE_GOLDEN=1 writes it anew")
    }
}
