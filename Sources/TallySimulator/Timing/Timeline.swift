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

    /// The place of the first piece of the answer.
    private var firstPiece = 0

    /// The events of an answer: the first of them at once when nothing comes before the model's first token, which is
    /// `firstToken` away.
    init(
        _ answer: Answer,
        pieces: [Substring],
        writer: any AnswerWriter,
        firstToken: Duration,
        pace: Pace,
        mishap: Mishap?
    ) {
        var writer = writer
        let preamble = writer.preamble()
        if !preamble.isEmpty { parts.append(Part(wait: .zero, bytes: preamble)) }
        parts.append(Part(wait: firstToken, bytes: writer.opening()))
        let content = Part(wait: pace.writing(answer.reasoning), bytes: writer.contentOpening())
        if content.wait > .zero || !content.bytes.isEmpty { parts.append(content) }
        firstPiece = parts.count
        let isFailing = if case .failure = mishap { true } else { false }
        for (index, piece) in pieces.prefix(isFailing ? 2 : pieces.count).enumerated() {
            let wait = pace.writing(TokenEstimate.tokens(bytes: piece.utf8.count))
            // The first token is what the caller waited for already.
            parts.append(
                Part(wait: index == 0 ? .zero : wait, bytes: writer.piece(String(piece)))
            )
        }
        switch mishap {
        case .failure(let isOverloaded):
            let bytes = writer.failure(isOverloaded: isOverloaded)
            parts.append(Part(wait: .zero, bytes: bytes))
        case .stall(let stall):
            parts.append(Part(wait: .zero, bytes: writer.closing()))
            self = stalled(stall)
        case nil: parts.append(Part(wait: .zero, bytes: writer.closing()))
        }
    }

    /// The same stream with a silence after its first pieces; what follows comes late or not at all.
    private func stalled(_ stall: Stall) -> Timeline {
        var stalled = self
        let place = min(firstPiece + 2, parts.count - 1)
        if stall.goesOn {
            stalled.parts[place].wait += stall.silence
        } else {
            stalled.parts = Array(parts[..<place]) + [Part(wait: stall.silence, bytes: [])]
            stalled.isCutOff = true
        }
        return stalled
    }
}
