internal import GRDB

/// One statement with its arguments, made ready on the caller's task so that the writer only executes.
struct Write: Sendable {
    let sql: String
    let arguments: StatementArguments

    /// A list of values is itself made to arguments where it is written, which costs less than doing it here.
    init(_ sql: String, _ arguments: StatementArguments) {
        self.sql = sql
        self.arguments = arguments
    }
}

extension Database {
    /// Executes a write with a statement that is prepared once a connection.
    func perform(_ write: Write) throws {
        try cachedStatement(sql: write.sql).execute(arguments: write.arguments)
    }

    func perform(_ sql: String, _ arguments: StatementArguments) throws {
        try perform(Write(sql, arguments))
    }
}
