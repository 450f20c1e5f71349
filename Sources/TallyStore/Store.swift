internal import GRDB
internal import Foundation
internal import TallyCore

/// A SQLite store of experiments: one writer, any number of readers.
package struct Store: Sendable {
    let pool: any DatabaseReader
    /// The path as the user gave it.
    package let path: String

    /// Opens a store for reading; the file must exist.
    package init(reading path: String) throws {
        guard FileManager.default.fileExists(atPath: path) else {
            throw StoreError(.missing, "\(path): no store here; `tally run` makes one")
        }
        self.path = path
        try Self.checkIsNoFolder(path)
        // Whoever reads names the newest columns.
        let version = try Self.check(path)
        if version == 0 {
            throw StoreError(
                .missing,
                "\(path): an empty store; where it was copied, its \(path)-wal belongs with it"
            )
        }
        if (1..<Schema.version).contains(version) { try Self.upgrade(path, from: version) }
        var configuration = Configuration()
        configuration.readonly = true
        configuration.busyMode = .timeout(5)
        pool = try DatabaseQueue(path: path, configuration: configuration)
    }

    init(pool: any DatabaseReader, path: String) {
        self.pool = pool
        self.path = path
    }

    /// A process writes to the store now.
    package var hasWriter: Bool { StoreLock.isHeld(store: path) }

    static func checkIsNoFolder(_ path: String) throws {
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder),
            isFolder.boolValue
        else { return }
        throw StoreError(.notAStore, "\(path): a folder; --store names a file in it")
    }

    private static func upgrade(_ path: String, from version: Int) throws {
        do {
            try StoreWriter(path: path).close()
        } catch let error as StoreError {
            // Another reader may be at it, which takes it a moment.
            for _ in 0..<50 where error.code == .inUse {
                Thread.sleep(forTimeInterval: 0.1)
                if try check(path) == Schema.version { return }
            }
            throw StoreError(
                error.code,
                "\(path): store of version \(version), which is brought to version "
                    + "\(Schema.version) before it is read, and cannot be: \(error.message)"
            )
        }
    }

    /// Refuses files that are no store of this or an older version, without touching them; returns the version.
    @discardableResult
    static func check(_ path: String) throws -> Int {
        var configuration = Configuration()
        configuration.readonly = true
        configuration.busyMode = .timeout(5)
        do {
            let queue = try DatabaseQueue(path: path, configuration: configuration)
            let (application, version, tables) = try queue.read { database in
                (
                    try Int.fetchOne(database, sql: "PRAGMA application_id") ?? 0,
                    try Int.fetchOne(database, sql: "PRAGMA user_version") ?? 0,
                    try Int.fetchOne(database, sql: "SELECT COUNT(*) FROM sqlite_master") ?? 0
                )
            }
            // A process that died while it made the store leaves a database without any table.
            if application == 0, tables == 0 { return 0 }
            guard application == Schema.applicationID else {
                throw StoreError(
                    .notAStore,
                    "\(path): a SQLite file, but not a Tally store; choose another with --store"
                )
            }
            guard version <= Schema.version else {
                throw StoreError(
                    .newer,
                    "\(path): store of version \(version), this tally reads up to version "
                        + "\(Schema.version); use a newer tally (the file was not touched)"
                )
            }
            return version
        } catch let error as DatabaseError {
            throw Self.translate(error, path: path)
        }
    }

    static func translate(_ error: DatabaseError, path: String) -> StoreError {
        switch error.resultCode {
        case .SQLITE_NOTADB:
            StoreError(.notAStore, "\(path): not a SQLite file; choose another with --store")
        case .SQLITE_CORRUPT:
            StoreError(
                .damaged,
                "\(path): damaged (\(error.message ?? "no detail")); "
                    + "recover with `sqlite3 \(path) .recover`"
            )
        default:
            StoreError(.failed, "\(path): \(error.message ?? "SQLite error \(error.resultCode)")")
        }
    }
}
