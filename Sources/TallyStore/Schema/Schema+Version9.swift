extension Schema {
    /// What runs handed over in batches.
    ///
    /// `batches.places` has the `custom_id` of each request whose answer may still be collected, a line each;
    /// `file` and `batch` are the provider's own names of the requests' file and of the batch.
    static let batches = """
        CREATE TABLE batches (
            ulid TEXT PRIMARY KEY, run INTEGER NOT NULL REFERENCES runs, state TEXT NOT NULL,
            opened INTEGER NOT NULL, requests INTEGER NOT NULL, file TEXT, batch TEXT,
            places TEXT NOT NULL, message TEXT) WITHOUT ROWID;
        CREATE INDEX batches_by_run ON batches (run);
        """
}
