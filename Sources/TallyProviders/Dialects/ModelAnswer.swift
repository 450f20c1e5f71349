package import TallyCore

/// A model's answer as far as it was received, from one body or from a stream, whatever its dialect.
package struct ModelAnswer: Sendable {
    package var text = ""
    package var refusal = ""
    package var finish: Completion.FinishReason?
    package var usage: Usage?
    /// Of the logarithms of its tokens' probabilities; `nil` when none were told.
    package var meanLogprob: Double?
    package var facts = ServerFacts()
    /// An error object that stood in a response of status 200.
    package var error: JSONValue?
    /// When the first piece of the answer arrived; `nil` when not streamed.
    package var firstContent: Duration?
    /// When each piece of the answer arrived.
    package var chunkTimes: [Duration] = []
    /// The stream ended as its dialect ends one.
    package var isComplete = false
    /// Something was not understood: the raw bytes are worth keeping.
    package var isOdd = false
    /// An object of the stream could not be read: a piece of the answer may be missing.
    package var isDamaged = false
    /// The stored form of a well-formed stream.
    package var whole: JSONValue = .null

    package init() {}

    /// A model said something, if only that it stopped.
    var isAnswer: Bool { finish != nil || !text.isEmpty || !refusal.isEmpty }

    /// Notes an event's data that is no object; what begins like one was damaged on its way.
    mutating func noteUnreadable(_ data: ArraySlice<UInt8>) {
        isOdd = true
        if data.first == UInt8(ascii: "{") { isDamaged = true }
    }

    /// Adds a piece of a streamed answer; an empty one is no content.
    mutating func append(_ piece: String, at time: Duration) {
        guard !piece.isEmpty else { return }
        text += piece
        chunkTimes.append(time)
        if firstContent == nil { firstContent = time }
    }
}
