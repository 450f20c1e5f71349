/// Names of request members that are passed on unseen, so that a slip would be billed without a word.
package enum ParameterNames {
    /// What other servers know besides the well-known ones, and what no slip of these is.
    private static let others: Set<String> = [
        "top_k", "top_a", "min_p", "typical_p", "repeat_penalty", "repetition_penalty", "stop",
        "logprobs",
        "top_logprobs", "user", "metadata", "store", "modalities", "thinking", "reasoning", "text",
        "output_config", "cache_control", "stop_sequences", "logit_bias", "prediction",
        "truncation",
        "n_predict", "mirostat", "guided_json", "num_ctx", "num_predict", "options", "keep_alive",
    ]

    /// The well-known parameter that a name seems to be a misspelling of; `nil` for what may be meant.
    package static func misspelt(_ name: String) -> String? {
        let known = ParameterReader.kinds.keys.sorted()
        guard !known.contains(name), !others.contains(name) else { return nil }
        guard let nearest = Suggestion.nearest(to: name, among: known) else { return nil }
        return Suggestion.distance(name, nearest) <= 2 ? nearest : nil
    }
}
