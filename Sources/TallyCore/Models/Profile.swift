/// One endpoint with its deployment, default parameters, limits and price key.
package struct Profile: Hashable, Sendable {
    package enum Provider: String, Sendable, CaseIterable {
        /// OpenAI, and any endpoint that speaks its chat completions or responses.
        case openai
        /// OpenAI's and other models deployed on Azure.
        case azure
        /// Anthropic's messages.
        case anthropic
        /// Tally's own simulator, started for the run on a loopback port.
        case simulated
        /// The deterministic receipt parser: no model, no cost.
        case rules
        /// A cassette that was not opened yet; opened, a profile has the provider of whom it recorded.
        case replay

        /// Has an endpoint of its own that a profile names.
        package var isRemote: Bool { self == .openai || self == .azure || self == .anthropic }
    }

    /// Which of OpenAI's two interfaces is spoken.
    package enum API: String, Sendable, CaseIterable {
        case chat, responses
    }

    /// How the endpoint is made to answer in JSON.
    package enum OutputMode: String, Sendable, CaseIterable {
        case jsonSchema = "json_schema"
        case jsonObject = "json_object"
        /// The prompt alone asks for JSON.
        case prompt
    }

    /// How long each part of a request may take.
    package struct Deadlines: Hashable, Sendable {
        package var connect: Duration = .seconds(10)
        /// Longest wait for the response's first byte; `nil` leaves it to `idle` in a stream, and to `total` where the
        /// answer comes whole, when it is written.
        package var firstByte: Duration?
        /// Longest silence between two bytes.
        package var idle: Duration = .seconds(60)
        package var total: Duration = .seconds(180)

        package init() {}

        /// Longest wait for the first byte of a response.
        package func firstByte(isStreamed: Bool) -> Duration {
            firstByte ?? (isStreamed ? min(idle, total) : total)
        }
    }

    /// Whether a lane runs beside the others.
    package enum Isolation: String, Sendable, CaseIterable {
        case parallel
        /// Alone, after those that run side by side: two local models would share one machine.
        case sequential
    }

    /// Unique in a catalog; simulated profiles are named `sim-...`.
    package var name: String
    package var provider: Provider
    /// The model or deployment asked for.
    package var model: String
    /// The base URL, to which the route is added; `nil` for local and simulated providers.
    package var endpoint: String?
    package var api = API.chat
    /// Set exactly when the provider is `azure`.
    package var azure: AzureRoute?
    package var access = AccessPlan()
    /// The entry of the price table; `nil` leaves every attempt unpriced.
    package var priceKey: String?
    /// The day the provider ends the model, `YYYY-MM-DD`; `nil` when none is announced.
    package var retires: String?
    /// The profile to use once this one is retired.
    package var successor: String?
    package var output: OutputMode = .jsonSchema
    package var isStreamed = true
    /// Asks for the probabilities of the answer's tokens; chat completions alone tell them.
    package var wantsLogprobs = false
    /// Members of the request body: `temperature`, `max_completion_tokens` ...
    package var parameters = JSONObject()
    /// Members of the request body that win over everything Tally sets itself.
    package var extra = JSONObject()
    /// How images are shown; `nil` shows the text alone.
    package var image: ImageOptions?
    package var concurrency: Concurrency = 8
    /// Shared by all profiles on the same deployment.
    package var limits = RateLimits()
    package var isolation = Isolation.parallel
    package var deadlines = Deadlines()
    /// Set exactly when the provider is `simulated`.
    package var simulation: Simulation?
    /// Hands its requests over in batches; `nil` sends each by itself.
    package var batch: BatchOptions?
    /// Answers it from a cassette; the rest of the profile is then that of whom the cassette recorded.
    package var replay: Replay?

    package init(name: String, provider: Provider, model: String) {
        self.name = name
        self.provider = provider
        self.model = model
    }

    package var isSimulated: Bool { provider == .simulated }

    /// What it answers was recorded before.
    package var isRecorded: Bool { replay != nil || provider == .replay }

    /// The entry of the price table that answers are expected to be billed by; batches have one of their own.
    package var expectedPriceKey: String? {
        batch == nil ? priceKey : priceKey.map { $0 + "@" + Tariff.batch }
    }

    /// Whether the provider has ended the model by a day, `YYYY-MM-DD`.
    package func isRetired(on day: String) -> Bool { retires.map { $0 <= day } ?? false }

    /// The stated maximum of an answer's tokens; `nil` where none is.
    package var mostAnswerTokens: Int? {
        let names = ["max_completion_tokens", "max_tokens", "max_output_tokens"]
        return names.lazy.compactMap { parameters[$0]?.integer }.first
    }

    /// What of the profile can change an answer; endpoint, limits, key and prices cannot.
    package var identity: JSONValue {
        var members: [(String, JSONValue)] = [
            ("provider", .string(provider.rawValue)), ("model", .string(model)),
            ("output", .string(output.rawValue)), ("stream", .bool(isStreamed)),
            ("parameters", .object(parameters)),
        ]
        // What is left at its default stays out, so that keys of older runs hold.
        if api != .chat { members.append(("api", .string(api.rawValue))) }
        if let version = azure?.version { members.append(("api_version", .string(version))) }
        if !access.headers.isEmpty { members.append(("headers", access.headersIdentity)) }
        if wantsLogprobs { members.append(("logprobs", true)) }
        if !extra.isEmpty { members.append(("extra", .object(extra))) }
        if let image { members.append(("image", image.configuration)) }
        if let simulation { members.append(("simulation", simulation.identity)) }
        if batch != nil { members.append(("mode", "batch")) }
        return .object(JSONObject(members))
    }
}

extension Simulation {
    /// The part of the simulation that decides answers: its seed and error rates.
    package var identity: JSONValue {
        var members = JSONObject([
            ("seed", .string(String(seed))),
            (
                "field_error",
                [
                    "clean": .number(fieldError.clean), "light": .number(fieldError.light),
                    "heavy": .number(fieldError.heavy),
                ]
            ),
            ("malformed_share", .number(malformedShare)),
        ])
        let later = [
            ("reasoning_tokens", Double(reasoningTokens)),
            ("empty_after_reasoning_share", emptyAfterReasoningShare),
            ("refusal_share", refusalShare), ("content_filter_share", contentFilterShare),
        ]
        for (key, value) in later where value != 0 { members[key] = .number(value) }
        return .object(members)
    }
}
