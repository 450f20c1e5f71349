extension Schema {
    /// Prices of prompts above a length, and prices by the hour, as they were when the experiment started.
    static let furtherPrices = """
        CREATE TABLE price_tiers (
            experiment INTEGER NOT NULL REFERENCES experiments, key TEXT NOT NULL,
            from_day TEXT NOT NULL, above INTEGER NOT NULL, input INTEGER NOT NULL,
            cached_input INTEGER, cache_write INTEGER, cache_write_long INTEGER,
            output INTEGER NOT NULL,
            PRIMARY KEY (experiment, key, from_day, above)) WITHOUT ROWID;
        CREATE TABLE hour_prices (
            experiment INTEGER NOT NULL REFERENCES experiments, key TEXT NOT NULL,
            from_day TEXT NOT NULL, per_hour INTEGER NOT NULL, utilisation INTEGER NOT NULL,
            PRIMARY KEY (experiment, key, from_day)) WITHOUT ROWID;
        """
}
