import Foundation

/// The PEM file of an authority; it is gone with the value.
final class AuthorityFile: Sendable {
    let path: String

    init(_ pem: String) throws {
        path =
            FileManager.default.temporaryDirectory
            .appendingPathComponent("tally-ca-\(UUID().uuidString).pem").path
        try Data(pem.utf8).write(to: URL(fileURLWithPath: path))
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }
}
