internal import TallyCore

/// The tokens a request is taken to need before it is sent, as providers count them against a limit: its prompt and the
/// most it may answer.
struct TokenReservation: Hashable, Sendable {
    /// What an answer without a stated maximum is taken to need.
    private static let usualAnswer = 300
    /// What an image is taken to need; OpenAI counts from 85 up to about 1,100.
    private static let image = 1000

    /// Tokens reserved.
    let tokens: Int
    private let hasMaximum: Bool

    init(_ prompt: Prompt, profile: Profile) {
        let most = profile.mostAnswerTokens
        let bytes = prompt.user.utf8.count + (prompt.system?.utf8.count ?? 0)
        let read = (bytes + 3) / 4 + (prompt.image == nil ? 0 : Self.image)
        tokens = read + min(max(most ?? Self.usualAnswer, 0), 1 << 24)
        hasMaximum = most != nil
    }

    /// What to take on top of the reservation, or to give back, once the usage is known.
    ///
    /// A stated maximum counts in full with the provider, however short the answer was.
    func correction(for usage: Usage) -> Int {
        let more = usage.prompt + usage.output - tokens
        return hasMaximum ? max(0, more) : more
    }
}
