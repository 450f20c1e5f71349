/// The tokens reported with an answer; as OpenAI counts them, the prompt's include the cached ones.
struct ReportedUsage: Hashable, Sendable {
    var prompt: Int
    /// Read from the prompt cache.
    var cached: Int
    /// Written to the prompt cache, where that is reported, by how long they are kept.
    var writtenForMinutes = 0
    var writtenForAnHour = 0
    /// All that was written, reasoning included.
    var completion: Int
    var reasoning = 0

    var written: Int { writtenForMinutes + writtenForAnHour }
}
