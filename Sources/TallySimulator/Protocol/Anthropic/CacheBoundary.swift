internal import TallyCore

/// The end of a block of a prompt, up to which the prompt may be kept.
///
/// Source: https://platform.claude.com/docs/en/build-with-claude/prompt-caching.
struct CacheBoundary: Hashable, Sendable {
    enum Lifetime: String, Sendable {
        case fiveMinutes = "5m"
        case oneHour = "1h"
    }

    /// What comes before, in one number.
    var fingerprint: UInt64
    /// The tokens up to here.
    var tokens: Int
    /// The prompt up to here is to be kept.
    var mark: Lifetime?

    /// Shorter prompts are not kept.
    static let shortest = 1024
    /// Marked blocks at most.
    private static let mostMarks = 4
    /// So many blocks, its own included, are looked at before a mark.
    static let lookback = 20

    /// One boundary after each block.
    static func boundaries(of input: MessagesInput) throws(Refusal) -> [CacheBoundary] {
        var chain = Fingerprint(1)
        var tokens = TokenEstimate.answerOverhead
        var role: String?
        var boundaries: [CacheBoundary] = []
        for block in input.blocks {
            if block.role != role { tokens += TokenEstimate.messageOverhead }
            role = block.role
            chain.combine(block.role)
            block.part.combine(into: &chain)
            tokens += block.part.tokens
            boundaries.append(
                CacheBoundary(fingerprint: chain.value, tokens: tokens, mark: block.mark)
            )
        }
        if let mark = input.mark, let last = boundaries.indices.last {
            boundaries[last].mark = boundaries[last].mark ?? mark
        }
        let marks = boundaries.count { $0.mark != nil }
        guard marks <= mostMarks else {
            throw .invalid(
                "A maximum of \(mostMarks) blocks with cache_control may be provided. "
                    + "Found \(marks).",
                parameter: "cache_control"
            )
        }
        return boundaries
    }

    /// What the cache does for a prompt: the longest known prefix is read, what is marked beyond it is written.
    static func usage(
        of boundaries: [CacheBoundary],
        isKnown: (UInt64) -> Bool
    ) -> (read: Int, written: [(Lifetime, Int)]) {
        let marked = boundaries.indices.filter {
            boundaries[$0].mark != nil && boundaries[$0].tokens >= shortest
        }
        let read =
            boundaries.indices.last { index in
                let isLookedAt = marked.contains { (index...(index + lookback - 1)).contains($0) }
                return isLookedAt && isKnown(boundaries[index].fingerprint)
            }.map { boundaries[$0].tokens } ?? 0
        var end = read
        var written: [(Lifetime, Int)] = []
        for index in marked {
            guard let mark = boundaries[index].mark, boundaries[index].tokens > end else {
                continue
            }
            written.append((mark, boundaries[index].tokens - end))
            end = boundaries[index].tokens
        }
        return (read, written)
    }
}
