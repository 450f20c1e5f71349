extension Schema {
    /// Several calls a step, of which one is `decisive`.
    ///
    /// Its answer is the trial's. `before_us` is the service time of the
    /// step's other calls, null where one of them only warmed up. Steps of older stores have one call each.
    ///
    /// `attempts.profile` is null in runs that ask one profile alone.
    static let cascades = """
        ALTER TABLE calls ADD COLUMN stage INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE calls ADD COLUMN decisive INTEGER NOT NULL DEFAULT 1;
        ALTER TABLE calls ADD COLUMN before_us INTEGER DEFAULT 0;
        ALTER TABLE calls ADD COLUMN signal REAL;
        ALTER TABLE calls ADD COLUMN reason TEXT;
        ALTER TABLE attempts ADD COLUMN profile TEXT;
        """

    /// The one call of a step `s` that tells how its trial came out, as `c`.
    static let decisiveCall = "LEFT JOIN calls c ON c.step = s.id AND c.decisive = 1"
}
