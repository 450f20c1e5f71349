extension Schema {
    /// What a rescore may judge anew: the rules it scored by, and how each answer came out under them.
    ///
    /// `task` is null where the experiment's own was used, and `state` where the trial's own row says it all.
    static let rescores = """
        ALTER TABLE scorings ADD COLUMN task TEXT;
        ALTER TABLE trial_scores ADD COLUMN state TEXT;
        ALTER TABLE trial_scores ADD COLUMN error TEXT;
        ALTER TABLE trial_scores ADD COLUMN message TEXT;
        ALTER TABLE trial_scores ADD COLUMN output TEXT;
        ALTER TABLE trial_scores ADD COLUMN repairs TEXT;
        ALTER TABLE trial_scores ADD COLUMN schema_valid INTEGER;
        ALTER TABLE trial_scores ADD COLUMN reconciles INTEGER;
        ALTER TABLE attempts ADD COLUMN stated_nanodollars INTEGER;
        ALTER TABLE cases ADD COLUMN erased INTEGER NOT NULL DEFAULT 0;
        """

    /// Columns of a trial as its scoring `f` judged it, over trials `t`, steps `s` and calls `c`.
    static let judged = """
        COALESCE(f.state, t.state) AS state,
        CASE WHEN f.state IS NULL THEN t.error ELSE f.error END AS error,
        CASE WHEN f.state IS NULL THEN t.message ELSE f.message END AS message,
        CASE WHEN f.state IS NULL THEN s.output ELSE f.output END AS output,
        CASE WHEN f.state IS NULL THEN c.repairs ELSE f.repairs END AS repairs,
        CASE WHEN f.state IS NULL THEN c.schema_valid ELSE f.schema_valid END AS schema_valid,
        CASE WHEN f.state IS NULL THEN c.reconciles ELSE f.reconciles END AS reconciles
        """
}
