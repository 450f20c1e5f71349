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
    static let judged = [
        "state", "error", "message", "output", "repairs", "schema_valid", "reconciles",
    ]
    .map { "\(judged($0)) AS \($0)" }.joined(separator: ", ")

    /// One of them, as an expression.
    static func judged(_ column: String) -> String {
        let table =
            switch column {
            case "output": "s"
            case "repairs", "schema_valid", "reconciles": "c"
            default: "t"
            }
        return "CASE WHEN f.state IS NULL THEN \(table).\(column) ELSE f.\(column) END"
    }
}
