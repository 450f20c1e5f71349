extension Schema {
    /// Times named `_us` are whole microseconds on the monotonic clock; moments are milliseconds since 1970.
    static let tables = """
        CREATE TABLE datasets (
            id INTEGER PRIMARY KEY, digest TEXT NOT NULL UNIQUE, name TEXT NOT NULL,
            version TEXT NOT NULL);

        CREATE TABLE experiments (
            id INTEGER PRIMARY KEY, ulid TEXT NOT NULL UNIQUE, key TEXT NOT NULL,
            name TEXT NOT NULL, state TEXT NOT NULL, dataset INTEGER NOT NULL REFERENCES datasets,
            cases INTEGER NOT NULL, config TEXT NOT NULL, provenance TEXT NOT NULL,
            created INTEGER NOT NULL, ended INTEGER);

        CREATE TABLE prices (
            experiment INTEGER NOT NULL REFERENCES experiments, key TEXT NOT NULL,
            from_day TEXT NOT NULL, input INTEGER NOT NULL, cached_input INTEGER,
            cache_write INTEGER, output INTEGER NOT NULL,
            PRIMARY KEY (experiment, key, from_day)) WITHOUT ROWID;

        CREATE TABLE runs (
            id INTEGER PRIMARY KEY, ulid TEXT NOT NULL UNIQUE,
            experiment INTEGER NOT NULL REFERENCES experiments, ordinal INTEGER NOT NULL,
            key TEXT NOT NULL, name TEXT NOT NULL, profiles TEXT NOT NULL, config TEXT NOT NULL,
            state TEXT NOT NULL, stop_reason TEXT, planned INTEGER NOT NULL,
            simulated INTEGER NOT NULL, imported INTEGER NOT NULL,
            started INTEGER NOT NULL, ended INTEGER, wall_us INTEGER NOT NULL DEFAULT 0);
        CREATE INDEX runs_of_experiment ON runs (experiment);

        CREATE TABLE cases (
            id INTEGER PRIMARY KEY, dataset INTEGER NOT NULL REFERENCES datasets,
            position INTEGER NOT NULL, case_id TEXT NOT NULL, text TEXT, image TEXT,
            image_sha256 TEXT, expected TEXT NOT NULL, tags TEXT, user TEXT, arrival REAL,
            case_group TEXT, weight REAL NOT NULL DEFAULT 1, locale TEXT);
        CREATE UNIQUE INDEX case_identity ON cases (dataset, case_id);

        CREATE TABLE trials (
            id INTEGER PRIMARY KEY, ulid TEXT NOT NULL, run INTEGER NOT NULL REFERENCES runs,
            case_row INTEGER NOT NULL REFERENCES cases, repeat INTEGER NOT NULL,
            state TEXT NOT NULL, accepted INTEGER NOT NULL DEFAULT 0, error TEXT, message TEXT,
            queue_us INTEGER, total_us INTEGER, started INTEGER NOT NULL, ended INTEGER);
        CREATE UNIQUE INDEX trial_accepted_once ON trials (run, case_row, repeat)
            WHERE accepted = 1;
        CREATE INDEX trials_of_run ON trials (run);

        CREATE TABLE steps (
            id INTEGER PRIMARY KEY, trial INTEGER NOT NULL REFERENCES trials,
            ordinal INTEGER NOT NULL, tool TEXT NOT NULL, state TEXT NOT NULL,
            input_digest TEXT NOT NULL, output TEXT);
        CREATE INDEX steps_of_trial ON steps (trial);

        CREATE TABLE calls (
            id INTEGER PRIMARY KEY, step INTEGER NOT NULL REFERENCES steps,
            profile TEXT NOT NULL, role TEXT NOT NULL, source TEXT NOT NULL,
            accepted INTEGER NOT NULL DEFAULT 0, service_us INTEGER, ttft_us INTEGER,
            censored INTEGER NOT NULL DEFAULT 0, schema_valid INTEGER, repairs TEXT,
            reconciles INTEGER, mean_logprob REAL, simulated INTEGER NOT NULL DEFAULT 0);
        CREATE INDEX calls_of_step ON calls (step);

        CREATE TABLE attempts (
            id INTEGER PRIMARY KEY, ulid TEXT NOT NULL UNIQUE,
            trial INTEGER NOT NULL REFERENCES trials, call INTEGER NOT NULL, number INTEGER NOT NULL,
            state TEXT NOT NULL, opened INTEGER NOT NULL, sent_us INTEGER, first_byte_us INTEGER,
            first_content_us INTEGER, done_us INTEGER, status INTEGER, error TEXT, message TEXT,
            finish TEXT, input_tokens INTEGER, cached_input_tokens INTEGER,
            cache_write_tokens INTEGER, output_tokens INTEGER, reasoning_tokens INTEGER,
            usage_estimated INTEGER, usage_inconsistent INTEGER, billed TEXT, price_key TEXT,
            returned_model TEXT, request_id TEXT);
        CREATE INDEX attempts_of_trial ON attempts (trial);

        CREATE TABLE bodies (
            attempt INTEGER PRIMARY KEY REFERENCES attempts, size INTEGER NOT NULL,
            deflated BLOB NOT NULL, chunk_offsets TEXT);

        CREATE TABLE scorings (
            id INTEGER PRIMARY KEY, run INTEGER NOT NULL REFERENCES runs,
            scorer_digest TEXT NOT NULL, created INTEGER NOT NULL);
        CREATE INDEX scorings_of_run ON scorings (run);

        CREATE TABLE trial_scores (
            scoring INTEGER NOT NULL REFERENCES scorings, trial INTEGER NOT NULL REFERENCES trials,
            document_exact INTEGER, document_exact_raw INTEGER, annotated INTEGER NOT NULL,
            right INTEGER NOT NULL, outcomes TEXT NOT NULL, line_items TEXT,
            PRIMARY KEY (scoring, trial)) WITHOUT ROWID;

        CREATE TABLE run_totals (
            run INTEGER NOT NULL REFERENCES runs, scoring INTEGER NOT NULL REFERENCES scorings,
            scored INTEGER NOT NULL, failed INTEGER NOT NULL, document_exact REAL,
            field_accuracy REAL, cost_nanodollars INTEGER, p50_s REAL,
            PRIMARY KEY (run, scoring)) WITHOUT ROWID;
        """
}
