extension Schema {
    /// Answers that later requests may be given again, and the calls that were.
    ///
    /// `responses.attempt` is the attempt that brought the answer; its body is the answer, so one that was erased is
    /// none any more. `calls.cached_attempt` is the attempt a call was answered by without sending anything.
    /// `runs.recorded` marks runs answered from a cassette.
    static let reuse = """
        CREATE TABLE responses (
            key TEXT PRIMARY KEY, attempt INTEGER NOT NULL REFERENCES attempts,
            stored INTEGER NOT NULL, used INTEGER NOT NULL) WITHOUT ROWID;
        CREATE INDEX responses_by_use ON responses (used);
        ALTER TABLE calls ADD COLUMN cached_attempt INTEGER REFERENCES attempts;
        CREATE INDEX cached_calls ON calls (step) WHERE cached_attempt IS NOT NULL;
        ALTER TABLE runs ADD COLUMN recorded INTEGER NOT NULL DEFAULT 0;
        """
}
