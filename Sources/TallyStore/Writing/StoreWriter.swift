internal import Foundation
internal import GRDB
internal import Synchronization
package import TallyCore

/// The one writer of a store.
///
/// Commits are grouped without a timer: each transaction takes everything queued while the previous one ran, and is
/// synced to disk (`synchronous=FULL`) before its callers go on.
package final class StoreWriter: Ledger {
    private let pool: DatabasePool
    private let lock: StoreLock
    private let queue = CommitQueue()
    private let patience: DiskPatience
    private let nextRow: Atomic<Int64>
    /// The store as readers of this process see it.
    package let store: Store

    /// Opens a store for writing, creating or migrating it.
    ///
    /// While the disk is full the writer waits as long as `patience` says, and with it whoever is about to send.
    /// Throws `StoreError` when the store is in use, of a newer version, foreign or damaged.
    package init(path: String, patience: DiskPatience = DiskPatience()) throws {
        self.patience = patience
        try Self.makeFolder(of: path)
        try Store.checkIsNoFolder(path)
        lock = try StoreLock(store: path)
        let size = try? FileManager.default.attributesOfItem(atPath: path)[.size] as? Int
        if let size, size > 0 { try Store.checkBeforeWriting(path) }
        do {
            var configuration = Opening.configuration(readonly: false)
            // The one writer makes every row's id itself: checking each reference would only cost time.
            configuration.foreignKeysEnabled = false
            pool = try DatabasePool(path: path, configuration: configuration)
            try Schema.migrator.migrate(pool)
            // GRDB sets NORMAL when it turns the write-ahead log on, so FULL comes after the pool opened.
            nextRow = Atomic(
                try pool.writeWithoutTransaction { database in
                    try database.execute(sql: "PRAGMA synchronous = FULL")
                    // 8 MiB hold the inner pages of every index of a long run.
                    try database.execute(sql: "PRAGMA cache_size = -8192")
                    return try Self.largestID(database)
                }
            )
        } catch let error as DatabaseError {
            throw Store.translate(error, path: path)
        }
        store = Store(pool: pool, path: path)
    }

    private static func makeFolder(of path: String) throws(StoreError) {
        let folder = URL(fileURLWithPath: path).deletingLastPathComponent()
        do {
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        } catch {
            throw StoreError(
                .failed,
                "\(path): its folder cannot be made; choose another place with --store"
            )
        }
    }

    private static func largestID(_ database: Database) throws -> Int64 {
        let tables = ["experiments", "runs", "trials", "steps", "calls", "attempts", "scorings"]
        // A scoring that was cut off has scores, and no row yet.
        let columns = tables.map { ("id", $0) } + [("scoring", "trial_scores")]
        let largest = try columns.map { column, table in
            try Int64.fetchOne(database, sql: "SELECT MAX(\(column)) FROM \(table)") ?? 0
        }
        return largest.max() ?? 0
    }

    /// Closes the store for this process and brings its write-ahead log home.
    package func close() throws {
        // While others read, the log stays; the next writer brings it home.
        _ = try? pool.writeWithoutTransaction { try $0.checkpoint(.truncate) }
        try pool.close()
    }

    /// Writes the file anew without what was deleted, and empties the write-ahead log.
    func vacuum() throws {
        try pool.writeWithoutTransaction { database in
            try database.execute(sql: "VACUUM")
            try database.checkpoint(.truncate)
        }
    }

    /// The journal's durability as SQLite reports it: 2 is FULL.
    package func synchronousMode() throws -> Int {
        try pool.writeWithoutTransaction { database in
            try Int.fetchOne(database, sql: "PRAGMA synchronous") ?? -1
        }
    }

    package func nextID() -> Int64 {
        nextRow.wrappingAdd(1, ordering: .relaxed).newValue
    }

    package func commit(_ entries: [LedgerEntry], whenQueued: () -> Void) async throws {
        let writes: [Write]
        do {
            writes = try entries.flatMap { try $0.writes }
        } catch {
            whenQueued()
            throw error
        }
        try await withCheckedThrowingContinuation { continuation in
            let answer = queue.add(
                CommitQueue.Waiting(writes: writes, continuation: continuation)
            )
            whenQueued()
            switch answer {
            case .queued: break
            case .drain:
                pool.asyncWriteWithoutTransaction { [self] database in drain(database) }
            case .refused(let error): continuation.resume(throwing: error)
            }
        }
    }

    /// Writes entries in one transaction, outside the queue of a run; returns when they would survive a power cut.
    package func write(_ entries: [LedgerEntry]) throws {
        let writes = try entries.flatMap { try $0.writes }
        try transaction { database in for write in writes { try database.perform(write) } }
    }

    private func drain(_ database: Database) {
        while var batch = queue.take() {
            let result = Result { try write(batch, database) }
            let translated = result.mapError { error in
                (error as? DatabaseError).map { Store.translate($0, path: store.path) } ?? error
            }
            // After a failed sync nobody knows what is on disk, and on a full one nothing more will be.
            if case .failure(let error as DatabaseError) = result, error.isDisks,
                case .failure(let error as StoreError) = translated
            {
                batch += queue.fail(error)
            }
            for waiting in batch { waiting.continuation.resume(with: translated) }
        }
    }

    /// Writes a batch in one transaction; on a full disk as often as the patience lasts.
    private func write(_ batch: [CommitQueue.Waiting], _ database: Database) throws {
        var waiter = patience.waiter(for: store.path)
        while true {
            do {
                try database.inTransaction {
                    for waiting in batch {
                        for write in waiting.writes { try database.perform(write) }
                    }
                    return .commit
                }
                return waiter.ended()
            } catch let error as DatabaseError where error.resultCode == .SQLITE_FULL {
                guard waiter.waits() else { throw error }
            }
        }
    }

    /// Runs one transaction outside the ledger's queue, for rows that frame a run.
    func transaction<Value>(_ body: (Database) throws -> Value) throws -> Value {
        do {
            return try pool.write(body)
        } catch let error as DatabaseError {
            throw Store.translate(error, path: store.path)
        }
    }
}

extension DatabaseError {
    /// The disk's fault, not a statement's.
    fileprivate var isDisks: Bool {
        [.SQLITE_FULL, .SQLITE_IOERR, .SQLITE_READONLY, .SQLITE_CORRUPT].contains(resultCode)
    }
}
