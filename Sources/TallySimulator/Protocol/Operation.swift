internal import TallyCore

/// One API in which a model is asked: how it reads requests and writes answers.
protocol Operation: Sendable {
    var vendor: Vendor { get }

    func read(_ body: JSONObject) throws(Refusal) -> ChatRequest

    func writer(_ reply: Reply) -> any AnswerWriter

    /// A server that fails may say so in the middle of a stream.
    var failsInStream: Bool { get }
}

/// One answer, and what is told beside it.
struct Reply: Sendable {
    let request: ChatRequest
    /// The request's body, of which some APIs repeat members.
    let body: JSONObject
    let answer: Answer
    let usage: ReportedUsage
    /// Decides the answer's id: sixteen hexadecimal digits.
    let id: String
    /// The model's dated name.
    let model: String
    let fingerprint: String

    /// The tier that served the request: the one asked for where it is one of its own.
    var serviceTier: String {
        switch body["service_tier"]?.string {
        case let tier? where ["flex", "priority"].contains(tier): tier
        default: "default"
        }
    }
}

/// Writes one answer as an API sends it, whole or as the events of a stream, in the order they are listed.
protocol AnswerWriter: Sendable {
    var whole: JSONValue { get }

    /// The events sent once the request is accepted, before the model says anything.
    mutating func preamble() -> [UInt8]

    /// The events that come with the model's first token.
    mutating func opening() -> [UInt8]

    /// The events that come when the model starts to write, after its reasoning.
    mutating func contentOpening() -> [UInt8]

    /// An event with a piece of the answer.
    mutating func piece(_ text: String) -> [UInt8]

    /// The events that end the answer.
    mutating func closing() -> [UInt8]

    /// The events that end a stream whose server failed.
    mutating func failure(isOverloaded: Bool) -> [UInt8]
}

extension Operation {
    var failsInStream: Bool { false }
}

extension AnswerWriter {
    mutating func preamble() -> [UInt8] { [] }
    mutating func contentOpening() -> [UInt8] { [] }
    mutating func failure(isOverloaded: Bool) -> [UInt8] { [] }
}
