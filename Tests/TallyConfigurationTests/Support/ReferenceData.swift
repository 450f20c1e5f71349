import Foundation

/// Public data the tests compare with; not part of the project.
enum ReferenceData {
    /// A file in `TALLY_REFERENCE_DATA`, by default `../shared/data` seen from the package; `nil` without it.
    static func url(_ name: String, file: String = #filePath) -> URL? {
        let package = URL(fileURLWithPath: file).deletingLastPathComponent()
            .appendingPathComponent("../../..")
        let folder =
            ProcessInfo.processInfo.environment["TALLY_REFERENCE_DATA"]
            .map { URL(fileURLWithPath: $0) } ?? package.appendingPathComponent("../shared/data")
        let url = folder.appendingPathComponent(name).standardized
        return FileManager.default.fileExists(atPath: url.path) ? url : nil
    }
}
