import Foundation

/// The program under test: `TALLY_BINARY`, else the `tally` that was built beside this test bundle.
enum TallyBinary {
    struct Missing: Error, CustomStringConvertible {
        let description: String
    }

    static func url() throws(Missing) -> URL {
        if let path = ProcessInfo.processInfo.environment["TALLY_BINARY"] {
            guard isProgram(path) else { throw Missing(description: "\(path): no program") }
            return URL(fileURLWithPath: path)
        }
        let folders = bundles.map { URL(fileURLWithPath: $0).deletingLastPathComponent() }
        let candidates = folders.map { $0.appendingPathComponent("tally") }
        guard let found = candidates.first(where: { isProgram($0.path) }) else {
            let places = folders.map(\.path).joined(separator: ", ")
            throw Missing(
                description: "no program `tally` beside the tests (\(places)); build all products "
                    + "first, or name it in TALLY_BINARY"
            )
        }
        return found
    }

    /// The test bundle's path: the running program itself on Linux, an argument of a helper on macOS.
    private static var bundles: [String] {
        let paths = CommandLine.arguments + [Bundle.main.executablePath ?? ""]
        return paths.compactMap { path in
            path.range(of: ".xctest").map { String(path[..<$0.upperBound]) }
        }
    }

    private static func isProgram(_ path: String) -> Bool {
        var isFolder: ObjCBool = false
        let files = FileManager.default
        return files.fileExists(atPath: path, isDirectory: &isFolder) && !isFolder.boolValue
            && files.isExecutableFile(atPath: path)
    }
}
