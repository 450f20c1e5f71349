internal import GRDB
package import TallyCore

extension Store {
    package func trackedSittings(of run: RunRecord) throws -> [WandBLink] {
        try links("WHERE run = ?", [run.id])
    }

    /// Every directory that a run of the store was logged into, the oldest first.
    package func trackedSittings() throws -> [WandBLink] { try links("", []) }

    private func links(_ condition: String, _ arguments: StatementArguments) throws -> [WandBLink] {
        try read { database in
            try Row.fetchAll(
                database,
                sql: "SELECT * FROM wandb_logs \(condition) ORDER BY created, directory",
                arguments: arguments
            ).map { row in
                WandBLink(id: row["wandb_id"], directory: row["directory"], url: row["url"])
            }
        }
    }
}
