/// The tokens reported with an answer; as OpenAI counts them, the prompt's include the cached ones.
struct ReportedUsage: Hashable, Sendable {
    var prompt: Int
    var cached: Int
    /// All that was written, reasoning included.
    var completion: Int
    var reasoning = 0
}
