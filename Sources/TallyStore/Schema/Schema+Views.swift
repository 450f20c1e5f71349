extension Schema {
    /// Views people query; docs/store.md explains each.
    static let views = """
        CREATE VIEW field_scores AS
            SELECT s.scoring, s.trial, j.key AS field,
                json_extract(j.value, '$[0]') AS outcome,
                json_extract(j.value, '$[1]') AS raw_equal
            FROM trial_scores s, json_each(s.outcomes) j;

        CREATE VIEW attempt_costs AS
            SELECT attempt, call, trial, run, accepted, state, billed,
                CASE WHEN billed = 'not_billed' THEN 0
                    WHEN stated IS NOT NULL THEN stated
                    WHEN pico % 1000 = 500 AND pico / 1000 % 2 = 0 THEN pico / 1000
                    ELSE (pico + 500) / 1000 END AS cost_nanodollars
            FROM (
                SELECT a.id AS attempt, a.stated_nanodollars AS stated, a.call, t.id AS trial, t.run, t.accepted, a.state, a.billed,
                    a.input_tokens * CASE WHEN l.above IS NULL THEN p.input ELSE l.input END
                    + CASE a.cached_input_tokens WHEN 0 THEN 0 ELSE a.cached_input_tokens
                        * CASE WHEN l.above IS NULL THEN p.cached_input ELSE l.cached_input END END
                    + CASE a.cache_write_tokens WHEN 0 THEN 0 ELSE a.cache_write_tokens
                        * CASE WHEN l.above IS NULL THEN p.cache_write ELSE l.cache_write END END
                    + CASE COALESCE(a.cache_write_long_tokens, 0) WHEN 0 THEN 0
                        ELSE a.cache_write_long_tokens * CASE WHEN l.above IS NULL
                            THEN p.cache_write_long ELSE l.cache_write_long END END
                    + a.output_tokens * CASE WHEN l.above IS NULL THEN p.output ELSE l.output END
                        AS pico
                FROM attempts a
                JOIN trials t ON t.id = a.trial
                JOIN runs r ON r.id = t.run
                LEFT JOIN prices p ON p.experiment = r.experiment AND p.key = a.price_key
                    AND p.from_day = (
                        SELECT MAX(q.from_day) FROM prices q
                        WHERE q.experiment = r.experiment AND q.key = a.price_key
                            AND q.from_day <= date(a.opened / 1000, 'unixepoch'))
                LEFT JOIN price_tiers l ON l.experiment = p.experiment AND l.key = p.key
                    AND l.from_day = p.from_day AND l.above = (
                        SELECT MAX(m.above) FROM price_tiers m
                        WHERE m.experiment = p.experiment AND m.key = p.key
                            AND m.from_day = p.from_day
                            AND m.above < a.input_tokens + a.cached_input_tokens
                                + a.cache_write_tokens + COALESCE(a.cache_write_long_tokens, 0)));

        CREATE VIEW run_costs AS
            SELECT run, name, simulated, attempts,
                CASE unpriced_attempts WHEN 0 THEN billed / 1e9 END AS cost_usd,
                CASE unpriced_attempts WHEN 0 THEN possible / 1e9 END AS possible_usd,
                unpriced_attempts, unknown_attempts
            FROM (
                SELECT r.ulid AS run, r.name, r.simulated, COUNT(c.attempt) AS attempts,
                    COALESCE(SUM(CASE c.billed WHEN 'billed' THEN c.cost_nanodollars END), 0)
                        AS billed,
                    COALESCE(SUM(CASE c.billed WHEN 'possibly_billed'
                        THEN c.cost_nanodollars END), 0) AS possible,
                    COALESCE(SUM(c.state = 'done' AND c.billed = 'billed'
                        AND c.cost_nanodollars IS NULL), 0) AS unpriced_attempts,
                    COALESCE(SUM(c.state <> 'done' OR c.billed = 'possibly_billed'
                        AND c.cost_nanodollars IS NULL), 0) AS unknown_attempts
                FROM runs r LEFT JOIN attempt_costs c ON c.run = r.id
                GROUP BY r.id);

        CREATE VIEW run_accuracy AS
            SELECT r.ulid AS run, r.name, r.simulated, g.scorer_digest,
                COUNT(s.document_exact) AS documents,
                AVG(s.document_exact) AS document_exact,
                AVG(s.document_exact_raw) AS document_exact_raw,
                AVG(CASE WHEN s.annotated > 0 THEN 1.0 * s.right / s.annotated END)
                    AS field_accuracy
            FROM runs r
            JOIN scorings g ON g.run = r.id
            JOIN trial_scores s ON s.scoring = g.id
            JOIN trials t ON t.id = s.trial AND t.accepted = 1
            GROUP BY r.id, g.id;

        CREATE VIEW attempt_latency AS
            SELECT r.ulid AS run, r.name, r.simulated, k.case_id, a.ulid AS attempt, a.number,
                a.status, a.error, (a.done_us - a.sent_us) / 1e6 AS service_s,
                (a.first_content_us - a.sent_us) / 1e6 AS ttft_s,
                a.processing_us / 1e6 AS server_s, COALESCE(c.warm_up, 0) AS warm_up
            FROM attempts a
            JOIN trials t ON t.id = a.trial
            LEFT JOIN calls c ON c.id = a.call
            JOIN cases k ON k.id = t.case_row
            JOIN runs r ON r.id = t.run;
        """
}
