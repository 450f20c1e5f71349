/// How many tokens a text counts as: four UTF-8 bytes a token, rounded up.
///
/// A rule of thumb for English (https://help.openai.com/en/articles/4936856), not a tokenizer: it is the same for every
/// model, and it is deterministic.
enum TokenEstimate {
    static let bytesPerToken = 4
    /// Tokens a message costs besides its text.
    static let messageOverhead = 4
    /// Tokens that open the answer, counted with the prompt.
    static let answerOverhead = 3

    static func tokens(bytes: Int) -> Int { (bytes + bytesPerToken - 1) / bytesPerToken }

    static func tokens(_ text: String) -> Int { tokens(bytes: text.utf8.count) }

    static func prompt(_ messages: [ChatRequest.Message]) -> Int {
        messages.reduce(answerOverhead) { sum, message in
            message.parts.reduce(sum + messageOverhead) { $0 + $1.tokens }
        }
    }
}
