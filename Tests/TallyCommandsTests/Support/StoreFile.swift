import Foundation
import GRDB

/// A store's rows, read or changed behind the program's back.
struct StoreFile {
    let path: String

    init(_ sandbox: Sandbox, _ name: String = "results/tally.sqlite") {
        path = sandbox.url(name).path
    }

    /// How many rows of a table satisfy a condition; 0 while there is no such table.
    func count(_ table: String, where condition: String = "1") -> Int {
        let rows = try? reader().read { database in
            try Int.fetchOne(database, sql: "SELECT COUNT(*) FROM \(table) WHERE \(condition)")
        }
        return (rows ?? nil) ?? 0
    }

    func strings(_ sql: String) throws -> [String] {
        try reader().read { try String.fetchAll($0, sql: sql) }
    }

    func rows(_ sql: String) throws -> [Row] {
        try reader().read { try Row.fetchAll($0, sql: sql) }
    }

    func execute(_ sql: String) throws {
        try DatabaseQueue(path: path).writeWithoutTransaction { try $0.execute(sql: sql) }
    }

    /// Every text of every row, whatever page of the file it lies on.
    func everyText() throws -> [String] {
        try reader().read { database in
            let tables = try String.fetchAll(
                database,
                sql: "SELECT name FROM sqlite_master WHERE type = 'table'"
            )
            return try tables.flatMap { table in
                try Row.fetchAll(database, sql: "SELECT * FROM \(table)").flatMap { row in
                    row.compactMap { String.fromDatabaseValue($0.1) }
                }
            }
        }
    }

    private func reader() throws -> DatabaseQueue {
        var configuration = Configuration()
        configuration.readonly = true
        configuration.busyMode = .timeout(5)
        return try DatabaseQueue(path: path, configuration: configuration)
    }
}
