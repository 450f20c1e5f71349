internal import TallyCore

/// The tokens reported with an answer; as OpenAI counts them, the prompt's include the cached ones.
struct ReportedUsage: Hashable, Sendable {
    var prompt: Int
    var cached: Int
    var completion: Int

    var json: JSONValue {
        [
            "prompt_tokens": .number(prompt), "completion_tokens": .number(completion),
            "total_tokens": .number(prompt + completion),
            "prompt_tokens_details": ["cached_tokens": .number(cached), "audio_tokens": 0],
            "completion_tokens_details": ["reasoning_tokens": 0, "audio_tokens": 0],
        ]
    }
}
