/// The tokens reported with an answer; as OpenAI counts them, the prompt's include the cached ones.
struct ReportedUsage: Hashable, Sendable {
    var prompt: Int
    var cached: Int
    var completion: Int
}
