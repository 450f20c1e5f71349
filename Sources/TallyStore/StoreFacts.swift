internal import Foundation
internal import GRDB

/// What can be told of a store without writing to it.
package struct StoreFacts: Sendable {
    /// Of the SQLite library that this program runs with.
    package static var sqliteVersion: String {
        let version = try? DatabaseQueue().read {
            try String.fetchOne($0, sql: "SELECT sqlite_version()")
        }
        return (version ?? nil) ?? "unknown"
    }

    package let path: String
    /// Bytes.
    package let size: Int
    package let logSize: Int
    package let version: Int
    package let experiments: Int
    /// Experiments whose process ended before it closed them.
    package let cutOff: Int
    /// The process that writes to it now.
    package let writer: String?

    /// Looks through every page of a store; throws `StoreError` when it is none, damaged, or of a newer version.
    package init(examining path: String) throws {
        let store = try Store(reading: path)
        try Store.quickCheck(path)
        self.path = path
        size = Self.size(of: path)
        logSize = Self.size(of: path + "-wal")
        writer = StoreLock.holder(store: path)
        let isIdle = writer == nil
        (version, experiments, cutOff) = try store.read { database in
            (
                try Int.fetchOne(database, sql: "PRAGMA user_version") ?? 0,
                try Int.fetchOne(database, sql: "SELECT COUNT(*) FROM experiments") ?? 0,
                isIdle
                    ? try Int.fetchOne(
                        database,
                        sql: "SELECT COUNT(*) FROM experiments WHERE state = 'running'"
                    ) ?? 0 : 0
            )
        }
    }

    private static func size(of path: String) -> Int {
        (try? FileManager.default.attributesOfItem(atPath: path)[.size] as? Int) ?? 0
    }
}
