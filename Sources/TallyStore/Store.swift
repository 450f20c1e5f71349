internal import GRDB
internal import Foundation
internal import TallyCore

/// A SQLite store of experiments: one writer, any number of readers.
package struct Store: Sendable {
    /// A larger store is checked before it is written only where its last writer died.
    private static let largeSize = 2 << 30

    let pool: any DatabaseReader
    /// The path as the user gave it.
    package let path: String
    /// Holds the copy that is read, where the store itself cannot be opened.
    private let folder: ScratchFolder?

    /// Opens a store for reading; the file must exist.
    ///
    /// Where nothing can be written beside it, a copy is read.
    package init(reading path: String) throws {
        guard FileManager.default.fileExists(atPath: path) else {
            throw StoreError(.missing, "\(path): no store here; `tally run` makes one")
        }
        try Self.checkIsNoFolder(path)
        self.path = path
        var (pool, folder): (DatabaseQueue, ScratchFolder?) = try Self.open(path)
        // Whoever reads names the newest columns.
        let version = try Self.check(pool, path)
        if version == 0 {
            throw StoreError(
                .missing,
                "\(path): an empty store; where it was copied, its \(path)-wal belongs with it"
            )
        }
        if version < Schema.version {
            let isCopy = folder != nil
            let target = isCopy ? pool.path : path
            try pool.close()
            try Self.upgrade(target, named: path, from: version)
            if isCopy {
                let configuration = Opening.configuration(readonly: true)
                pool = try DatabaseQueue(path: target, configuration: configuration)
            } else {
                (pool, folder) = try Self.open(path)
            }
        }
        self.pool = pool
        self.folder = folder
    }

    init(pool: any DatabaseReader, path: String) {
        self.init(pool: pool, path: path, folder: nil)
    }

    private init(pool: any DatabaseReader, path: String, folder: ScratchFolder?) {
        self.pool = pool
        self.path = path
        self.folder = folder
    }

    /// The same store over a connection of its own, for reading while somebody else does.
    package func another() throws -> Store {
        let configuration = Opening.configuration(readonly: true)
        let queue = try DatabaseQueue(path: pool.path, configuration: configuration)
        return Store(pool: queue, path: path, folder: folder)
    }

    /// A process writes to the store now.
    package var hasWriter: Bool { StoreLock.holder(store: path) != nil }

    private static func open(_ path: String) throws -> (DatabaseQueue, ScratchFolder?) {
        do {
            let configuration = Opening.configuration(readonly: true)
            let queue = try DatabaseQueue(path: path, configuration: configuration)
            _ = try queue.read { try Int.fetchOne($0, sql: "SELECT COUNT(*) FROM sqlite_master") }
            return (queue, nil)
        } catch let error as DatabaseError {
            let needsCopy = [.SQLITE_CANTOPEN, .SQLITE_READONLY].contains(error.resultCode)
            guard needsCopy, FileManager.default.isReadableFile(atPath: path) else {
                throw translate(error, path: path)
            }
            do {
                return try Opening.copy(of: path)
            } catch let error as DatabaseError {
                throw translate(error, path: path)
            } catch {
                throw StoreError(
                    .failed,
                    "\(path): cannot be opened where it lies, and not be copied to read it: "
                        + error.localizedDescription
                )
            }
        }
    }

    static func checkIsNoFolder(_ path: String) throws {
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder),
            isFolder.boolValue
        else { return }
        throw StoreError(.notAStore, "\(path): a folder; --store names a file in it")
    }

    private static func upgrade(_ target: String, named path: String, from version: Int) throws {
        do {
            try StoreWriter(path: target).close()
        } catch let error as StoreError {
            // Another reader may be at it, which takes it a moment.
            for _ in 0..<300 where error.code == .inUse {
                Thread.sleep(forTimeInterval: 0.1)
                if try check(target) == Schema.version { return }
            }
            throw StoreError(
                error.code,
                "\(path): store of version \(version), which is brought to version "
                    + "\(Schema.version) before it is read, and cannot be: \(error.message)"
            )
        }
    }

    /// Refuses files that are no store of this or an older version, or that are damaged, without touching them.
    static func checkBeforeWriting(_ path: String) throws {
        try check(path)
        let files = FileManager.default
        func size(_ suffix: String) -> Int {
            (try? files.attributesOfItem(atPath: path + suffix)[.size] as? Int) ?? 0
        }
        guard size("") < largeSize || size("-wal") > 0 else { return }
        try quickCheck(path)
    }

    /// Has SQLite look through every page; a damaged store is refused before anything is written to it.
    static func quickCheck(_ path: String) throws {
        let (queue, _) = try open(path)
        do {
            let found = try queue.read { try String.fetchOne($0, sql: "PRAGMA quick_check(1)") }
            guard found == "ok" else { throw damaged(path, found ?? "no answer") }
        } catch let error as DatabaseError {
            throw translate(error, path: path)
        }
    }

    /// Refuses files that are no store of this or an older version, without touching them; returns the version.
    @discardableResult
    static func check(_ path: String) throws -> Int { try check(open(path).0, path) }

    private static func check(_ queue: DatabaseQueue, _ path: String) throws -> Int {
        do {
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
            throw translate(error, path: path)
        }
    }

    static func translate(_ error: DatabaseError, path: String) -> StoreError {
        switch error.resultCode {
        case .SQLITE_NOTADB:
            StoreError(.notAStore, "\(path): not a SQLite file; choose another with --store")
        case .SQLITE_CORRUPT: damaged(path, error.message ?? "no detail")
        case .SQLITE_FULL:
            StoreError(
                .full,
                "\(path): the disk is full; nothing more is sent: free some space, then go on with "
                    + "`tally resume`"
            )
        case .SQLITE_READONLY:
            StoreError(.failed, "\(path): read-only; choose another place with --store")
        default:
            StoreError(.failed, "\(path): \(error.message ?? "SQLite error \(error.resultCode)")")
        }
    }

    private static func damaged(_ path: String, _ detail: String) -> StoreError {
        let line = detail.split(separator: "\n").first.map(String.init) ?? detail
        return StoreError(
            .damaged,
            "\(path): damaged (\(line)); it was not touched: copy it with its -wal, then recover with "
                + "`sqlite3 \(path) .recover | sqlite3 recovered.sqlite`"
        )
    }
}
