/// One prompt for one model.
package struct ModelRequest: Sendable {
    /// The attempt's identifier, sent as `X-Client-Request-Id` so that ledger and server can be matched.
    package var id: ULID
    package var prompt: Prompt
    /// The case's text alone, for providers that read receipts without a prompt.
    package var text: String
    /// Counted from 0: each asks for an answer of its own.
    package var repeatIndex: Int
    package var role: CallRole
    /// Which document and repeat of its run it is for: the same whenever it is asked again.
    package var place: String

    package init(
        id: ULID,
        prompt: Prompt,
        text: String,
        repeatIndex: Int = 0,
        role: CallRole = .answer,
        place: String = ""
    ) {
        self.id = id
        self.prompt = prompt
        self.text = text
        self.repeatIndex = repeatIndex
        self.role = role
        self.place = place
    }
}

/// The messages of a request, after the case's text was put in.
package struct Prompt: Hashable, Sendable {
    package var system: String?
    package var user: String
    /// Shown after the user's text.
    package var image: PromptImage?

    package init(system: String?, user: String, image: PromptImage? = nil) {
        self.system = system
        self.user = user
        self.image = image
    }

    /// Of what the model is shown for one case: the user's text, and the file its image was made from.
    package var inputDigest: Digest {
        guard let image else { return Digest(of: user) }
        return Digest(of: user + "\n" + image.source.description)
    }
}

/// Where an answer came from.
package enum CallSource: String, Sendable {
    case wire, cache, replay, process, local
    /// Handed over with others, and answered when the provider had time.
    case batch

    /// Each request may be billed.
    package var isBilled: Bool { self == .wire || self == .batch }
}

/// Why a profile is asked within a step.
package enum CallRole: String, Sendable {
    /// For every case.
    case answer
    /// Because the answer is in doubt.
    case escalation
    /// To be compared with the answer.
    case vote
}

/// Something that answers prompts: an endpoint, or code on this machine.
package protocol ModelProvider: Sendable {
    /// `wire` when each request may be billed and needs its attempt row first; `local` when nothing is sent; `batch` when
    /// the provider itself notes what it hands over, and a request may be held back or be left with the provider.
    var source: CallSource { get }

    /// Sends exactly one request. Retries, limits and budgets belong to the runner.
    func send(_ request: ModelRequest) async -> Exchange
}
