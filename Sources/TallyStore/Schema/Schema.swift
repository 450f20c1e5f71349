internal import GRDB

/// The tables and views of a store, one migration a version.
enum Schema {
    /// Marks a SQLite file as a Tally store ("Taly").
    static let applicationID = 0x5461_6C79
    /// The newest version this build reads and writes.
    static let version = 9

    static var migrator: DatabaseMigrator {
        var migrator = DatabaseMigrator()
        migrator.registerMigration("1") { database in
            try database.execute(sql: tables)
            try database.execute(sql: "PRAGMA application_id = \(applicationID)")
            try database.execute(sql: "PRAGMA user_version = 1")
        }
        migrator.registerMigration("2") { database in
            try database.execute(sql: dropViews)
            try database.execute(sql: serverFacts)
            try database.execute(sql: views)
            try database.execute(sql: "PRAGMA user_version = 2")
        }
        migrator.registerMigration("3") { database in
            try database.execute(sql: dropViews)
            try database.execute(sql: rescores)
            try database.execute(sql: views)
            try database.execute(sql: "PRAGMA user_version = 3")
        }
        migrator.registerMigration("4") { database in
            try database.execute(sql: dropViews)
            try database.execute(sql: places)
            try database.execute(sql: views)
            try database.execute(sql: "PRAGMA user_version = 4")
        }
        migrator.registerMigration("5") { database in
            try database.execute(sql: dropViews)
            try database.execute(sql: furtherPrices)
            try database.execute(sql: views)
            try database.execute(sql: "PRAGMA user_version = 5")
        }
        migrator.registerMigration("6") { database in
            try database.execute(sql: dropViews)
            try database.execute(sql: cascades)
            try database.execute(sql: views)
            try database.execute(sql: "PRAGMA user_version = 6")
        }
        migrator.registerMigration("7") { database in
            try database.execute(sql: trackedRuns)
            try database.execute(sql: "PRAGMA user_version = 7")
        }
        migrator.registerMigration("8") { database in
            try database.execute(sql: reuse)
            try database.execute(sql: "PRAGMA user_version = 8")
        }
        migrator.registerMigration("9") { database in
            try database.execute(sql: batches)
            try database.execute(sql: "PRAGMA user_version = 9")
        }
        return migrator
    }
}
