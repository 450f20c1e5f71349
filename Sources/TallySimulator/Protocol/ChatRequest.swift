internal import TallyCore

/// What a model is asked, whichever API brought it.
struct ChatRequest: Sendable {
    /// A piece of a message.
    enum Part: Hashable, Sendable {
        case text(String)
        case image(ImagePart)
    }

    struct Message: Hashable, Sendable {
        var role: String
        var parts: [Part]

        init(role: String, parts: [Part]) {
            self.role = role
            self.parts = parts
        }

        init(role: String, text: String) { self.init(role: role, parts: [.text(text)]) }

        /// The text parts joined.
        var text: String { parts.compactMap(\.text).joined(separator: "\n") }
    }

    /// How the prompt cache knows what to keep.
    enum Caching: Hashable, Sendable {
        /// It keeps every prefix that is long enough.
        case automatic
        /// It keeps the prefixes that end at a mark.
        case marked([CacheBoundary])
    }

    enum ResponseFormat: Hashable, Sendable {
        /// The schema's top-level properties in their order; `nil` when it names none.
        case jsonSchema([String]?)
        case jsonObject
        case text
    }

    var model: String
    var messages: [Message]
    var isStreamed = false
    /// A last chunk with the usage was asked for.
    var includesUsage = false
    /// The probabilities of the answer's tokens were asked for.
    var wantsLogprobs = false
    var maxTokens: Int?
    var format = ResponseFormat.text
    var caching = Caching.automatic
    /// What decides the answer: every member but those that only say how it is delivered or filed.
    var identity: UInt64

    init(model: String, messages: [Message], body: JSONObject) {
        self.model = model
        self.messages = messages
        identity = Self.identity(of: body)
    }

    /// The text of the last user message; empty when there is none.
    var lastUserText: String { lastUserMessage?.text ?? "" }

    /// The images of the last user message.
    var lastUserImages: [ImagePart] { lastUserMessage?.parts.compactMap(\.image) ?? [] }

    private var lastUserMessage: Message? { messages.last { $0.role == "user" } }

    private static let deliveryOnly: Set<String> = [
        "stream", "stream_options", "user", "metadata", "store", "service_tier",
        "safety_identifier", "prompt_cache_key", "logprobs", "top_logprobs",
    ]

    private static func identity(of body: JSONObject) -> UInt64 {
        var fingerprint = Fingerprint()
        let members = body.members.filter { !deliveryOnly.contains($0.key) }
        fingerprint.combine(.object(JSONObject(members: members)))
        return fingerprint.value
    }
}

extension ChatRequest.Part {
    var text: String? { if case .text(let text) = self { text } else { nil } }

    var image: ImagePart? { if case .image(let image) = self { image } else { nil } }

    var tokens: Int {
        switch self {
        case .text(let text): TokenEstimate.tokens(text)
        case .image(let image): image.tokens
        }
    }

    func combine(into fingerprint: inout Fingerprint) {
        switch self {
        case .text(let text): fingerprint.combine(text)
        case .image(let image): fingerprint.combine(image.fingerprint)
        }
    }
}
