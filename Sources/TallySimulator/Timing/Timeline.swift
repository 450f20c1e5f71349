internal import TallyCore

/// What a stream sends, and when.
struct Timeline: Sendable {
    struct Part: Sendable {
        /// How long after the part before it.
        var wait: Duration
        var bytes: [UInt8]
    }

    var parts: [Part] = []
    /// The connection is dropped after the last part.
    var isCutOff = false

    /// The events of an answer, the first of them at once.
    init(
        _ answer: Answer,
        pieces: [Substring],
        format: CompletionFormat,
        usage: ReportedUsage,
        includesUsage: Bool,
        pace: Pace
    ) {
        parts.append(Part(wait: .zero, bytes: format.opening(includesUsage: includesUsage)))
        var isFirst = true
        for piece in pieces {
            let wait = pace.writing(TokenEstimate.tokens(bytes: piece.utf8.count))
            // The first token is what the caller waited for already.
            parts.append(
                Part(
                    wait: isFirst ? .zero : wait,
                    bytes: format.piece(String(piece), includesUsage: includesUsage)
                )
            )
            isFirst = false
        }
        let closing = format.closing(answer.finish, usage: includesUsage ? usage : nil)
        parts.append(Part(wait: .zero, bytes: closing))
    }

    /// The same stream with a silence after its first pieces; what follows comes late or not at all.
    func stalled(_ stall: Stall) -> Timeline {
        var stalled = self
        let place = min(3, parts.count - 1)
        if stall.goesOn {
            stalled.parts[place].wait += stall.silence
        } else {
            stalled.parts = Array(parts[..<place]) + [Part(wait: stall.silence, bytes: [])]
            stalled.isCutOff = true
        }
        return stalled
    }
}
