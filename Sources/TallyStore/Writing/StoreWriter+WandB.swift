internal import GRDB
package import TallyCore

/// Where runs were logged for Weights & Biases.
extension StoreWriter {
    /// Notes the log of a sitting of a run.
    package func add(_ link: WandBLink, to run: RunRecord, at moment: Moment) throws {
        try transaction { database in
            try database.perform(
                """
                INSERT OR REPLACE INTO wandb_logs (run, directory, wandb_id, url, created)
                VALUES (?, ?, ?, ?, ?)
                """,
                [run.id, link.directory, link.id, link.url, moment.milliseconds]
            )
        }
    }

    /// Notes what a server called the run of a directory; nothing where the store does not know the directory.
    package func setURL(_ url: String, ofLog directory: String) throws {
        try transaction { database in
            try database.perform(
                "UPDATE wandb_logs SET url = ? WHERE directory = ?",
                [url, directory]
            )
        }
    }
}
