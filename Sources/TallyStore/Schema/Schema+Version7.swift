extension Schema {
    /// Where sittings of runs were logged for Weights & Biases; `url` is null until a server has named one.
    static let trackedRuns = """
        CREATE TABLE wandb_logs (
            run INTEGER NOT NULL REFERENCES runs, directory TEXT NOT NULL PRIMARY KEY,
            wandb_id TEXT NOT NULL, url TEXT, created INTEGER NOT NULL) WITHOUT ROWID;
        CREATE INDEX wandb_logs_of_run ON wandb_logs (run);
        """
}
