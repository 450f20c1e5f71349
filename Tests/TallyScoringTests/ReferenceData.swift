import Foundation
import TallyCore

/// Receipts and recorded answers that lie outside the package; tests that read them are skipped without them.
enum ReferenceData {
    static let folder: URL? = {
        let named = ProcessInfo.processInfo.environment["TALLY_REFERENCE_DATA"]
        let url =
            named.map { URL(filePath: $0) }
            ?? URL(filePath: #filePath).deletingLastPathComponent()  // TallyScoringTests
            .deletingLastPathComponent().deletingLastPathComponent()  // Tests, the package
            .deletingLastPathComponent().appending(path: "shared/data")
        return FileManager.default.fileExists(atPath: url.path) ? url : nil
    }()

    static var isThere: Bool { folder != nil }

    static func lines(_ path: String) throws -> [JSONValue] {
        guard let folder else { return [] }
        let data = try Data(contentsOf: folder.appending(path: path))
        return try data.split(separator: 0x0A).map { try JSONParser.parse(Array($0)) }
    }
}
