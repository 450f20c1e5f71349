internal import TallyCore

/// Why a request gets no answer: the facts, which each provider words in its own way.
enum Refusal: Error, Hashable, Sendable {
    case unreadable(String)
    /// A required member is missing, named by its path.
    case missing(String)
    case invalid(String, parameter: String)
    /// A member that this version of the API does not know.
    case unrecognized(String)
    /// A member that has another place in this API.
    case moved(String, to: String)
    case unknownModel(String)
    case wrongKey
    case unknownURL(method: String, path: String)
    /// The address needs a version that was not given.
    case missingVersion
    case wrongVersion(String)
    /// The body is larger than so many bytes.
    case tooLarge(Int)
    case throttled(Throttle)
    case serverError(isOverloaded: Bool)
    /// The prompt was taken for harmful.
    case filtered(FilterVerdict)
    case internalError
}

/// A 429: why, and how long to wait.
struct Throttle: Hashable, Sendable {
    enum Cause: Hashable, Sendable {
        case requests, tokens

        /// What is counted, in a word.
        var unit: String { self == .requests ? "requests" : "tokens" }
    }

    var model: String
    var cause: Cause
    /// What the response asks the client to wait, on the client's clock.
    var wait: Duration
    /// What is left of the limits; `nil` when the refusal was drawn, not counted.
    var standing: RateStanding?

    /// The wait in milliseconds, at least one: a hint of nothing would be no hint.
    var milliseconds: Int { max(1, Int((wait.seconds * 1000).rounded(.up))) }

    /// The wait in whole seconds, rounded up.
    var seconds: Int { (milliseconds + 999) / 1000 }
}
