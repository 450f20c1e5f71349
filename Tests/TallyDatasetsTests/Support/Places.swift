import Foundation

/// Where the tests find files that are not theirs.
enum Places {
    /// The folder that holds `datasets/receipts`, above this file.
    static let root: String? = {
        var url = URL(fileURLWithPath: #filePath)
        while url.path != "/" {
            url.deleteLastPathComponent()
            let manifest = url.path + "/datasets/receipts/dataset.json"
            if FileManager.default.fileExists(atPath: manifest) { return url.path }
        }
        return nil
    }()

    /// The canonical receipts, which are not part of the project.
    static let receipts: String? = {
        let given = ProcessInfo.processInfo.environment["TALLY_REFERENCE_DATA"]
        guard let data = given ?? root.map({ $0 + "/../shared/data" }) else { return nil }
        let folder = data + "/receipts"
        return FileManager.default.fileExists(atPath: folder + "/cord_test.jsonl") ? folder : nil
    }()
}
