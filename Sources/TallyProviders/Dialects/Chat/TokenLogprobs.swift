internal import TallyCore

/// The log probabilities of an answer's tokens, as chat completions tell them: at once, or with each chunk.
///
/// Source: https://platform.openai.com/docs/api-reference/chat/object, `choices[].logprobs.content`.
struct TokenLogprobs {
    private var tokens: [JSONValue] = []
    private var sum = 0.0
    private var count = 0
    /// Something stood there that is no list of tokens.
    private(set) var isOdd = false

    mutating func add(_ logprobs: JSONValue?) {
        guard let logprobs, !logprobs.isNull else { return }
        guard let content = logprobs["content"] else {
            isOdd = true
            return
        }
        for token in content.array ?? [] {
            tokens.append(token)
            // What is no logarithm of a probability says nothing.
            guard let value = token["logprob"]?.double, value <= 0 else {
                isOdd = true
                continue
            }
            sum += value
            count += 1
        }
    }

    /// `nil` when none was told.
    var mean: Double? { count == 0 ? nil : sum / Double(count) }

    /// As a whole answer has them.
    var whole: JSONValue? { tokens.isEmpty ? nil : ["content": .array(tokens)] }
}
