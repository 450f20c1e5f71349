extension Schema {
    /// What servers tell besides the answer, cache writes kept for an hour, and which calls only warmed up.
    static let serverFacts = """
        ALTER TABLE attempts ADD COLUMN cache_write_long_tokens INTEGER;
        ALTER TABLE attempts ADD COLUMN fingerprint TEXT;
        ALTER TABLE attempts ADD COLUMN service_tier TEXT;
        ALTER TABLE attempts ADD COLUMN region TEXT;
        ALTER TABLE attempts ADD COLUMN processing_us INTEGER;
        ALTER TABLE attempts ADD COLUMN filters TEXT;
        ALTER TABLE prices ADD COLUMN cache_write_long INTEGER;
        ALTER TABLE calls ADD COLUMN warm_up INTEGER NOT NULL DEFAULT 0;
        """

    /// Views are made anew with every version, since they name the newest columns.
    static let dropViews = """
        DROP VIEW IF EXISTS run_costs;
        DROP VIEW IF EXISTS attempt_costs;
        DROP VIEW IF EXISTS run_accuracy;
        DROP VIEW IF EXISTS attempt_latency;
        DROP VIEW IF EXISTS field_scores;
        """
}
