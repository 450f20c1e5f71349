extension Schema {
    /// Where a trial's case stands in the seeded order, which comparisons of partial runs go by; null in older rows.
    static let places = """
        ALTER TABLE trials ADD COLUMN place INTEGER;
        """
}
