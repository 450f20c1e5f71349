internal import Foundation
internal import GRDB

/// How connections to a store are made: a store may have been made elsewhere, so its schema is trusted with nothing.
enum Opening {
    /// SQLite runs no function of ours and no virtual table for what stands in a store's own views and triggers.
    static func configuration(readonly: Bool) -> Configuration {
        var configuration = Configuration()
        configuration.readonly = readonly
        configuration.busyMode = .timeout(5)
        configuration.prepareDatabase { database in
            try database.execute(sql: "PRAGMA trusted_schema = OFF")
            try database.execute(sql: "PRAGMA cell_size_check = ON")
            // A trial's rows lie in six tables and their indexes; 2 MB of pages, the default, hold too few of these.
            if readonly { try database.execute(sql: "PRAGMA cache_size = -32768") }
        }
        return configuration
    }

    /// A reading connection to a store that lies where nothing can be written.
    ///
    /// SQLite needs files of its own beside a store in write-ahead mode. Opened as immutable it would do without, and
    /// hide every row that is only in the -wal; so store and -wal are copied, and the copy is opened.
    static func copy(of path: String) throws -> (queue: DatabaseQueue, folder: ScratchFolder) {
        let folder = try ScratchFolder()
        let copy = folder.path + "/store.sqlite"
        let files = FileManager.default
        for suffix in ["", "-wal"] where files.fileExists(atPath: path + suffix) {
            try files.copyItem(atPath: path + suffix, toPath: copy + suffix)
        }
        // SQLite writes the index of the -wal beside the copy, so that must be ours to write, whatever the original is.
        for suffix in ["", "-wal"] where files.fileExists(atPath: copy + suffix) {
            try files.setAttributes([.posixPermissions: 0o600], ofItemAtPath: copy + suffix)
        }
        return (try DatabaseQueue(path: copy, configuration: configuration(readonly: true)), folder)
    }
}

/// A folder that goes with its last use.
final class ScratchFolder: Sendable {
    let path: String

    init() throws {
        path = NSTemporaryDirectory() + "tally-" + UUID().uuidString
        try FileManager.default.createDirectory(
            atPath: path,
            withIntermediateDirectories: true,
            attributes: [.posixPermissions: 0o700]
        )
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }
}
