/// The prefixes of a prompt that a prompt cache keeps, as OpenAI documents it: from 1,024 tokens on, in steps of 128.
///
/// Source: https://platform.openai.com/docs/guides/prompt-caching.
enum PromptPrefixes {
    static let shortest = 1024
    static let step = 128

    /// One fingerprint a prefix, shortest first; each covers everything before it.
    static func fingerprints(of messages: [ChatRequest.Message]) -> [UInt64] {
        guard TokenEstimate.prompt(messages) >= shortest else { return [] }
        let bytes = flat(messages)
        let block = step * TokenEstimate.bytesPerToken
        var chain = Fingerprint()
        var fingerprints: [UInt64] = []
        for end in stride(from: block, through: bytes.count, by: block) {
            chain.combine(bytes[(end - block)..<end])
            if end >= shortest * TokenEstimate.bytesPerToken { fingerprints.append(chain.value) }
        }
        return fingerprints
    }

    /// The tokens that `count` known prefixes stand for.
    static func tokens(known count: Int) -> Int {
        count == 0 ? 0 : shortest + (count - 1) * step
    }

    /// Texts as they are, filled up to whole tokens; of an image its fingerprint, over and over.
    private static func append(_ part: ChatRequest.Part, to bytes: inout [UInt8]) {
        switch part {
        case .text(let text):
            bytes += text.utf8
            bytes += repeatElement(0, count: (4 - text.utf8.count % 4) % 4)
        case .image(let image):
            let digits = Array(image.fingerprint.hexDigits.utf8.prefix(TokenEstimate.bytesPerToken))
            for _ in 0..<image.tokens { bytes += digits }
        }
    }

    /// The messages laid out as the estimate counts them: a head of four tokens, whole tokens of text.
    private static func flat(_ messages: [ChatRequest.Message]) -> [UInt8] {
        var bytes: [UInt8] = []
        let head = TokenEstimate.messageOverhead * TokenEstimate.bytesPerToken
        for message in messages {
            let role = message.role.utf8.prefix(head)
            bytes += role
            bytes += repeatElement(0, count: head - role.count)
            for part in message.parts { append(part, to: &bytes) }
        }
        return bytes
    }
}
