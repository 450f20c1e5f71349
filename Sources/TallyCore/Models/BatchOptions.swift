/// How requests are handed over in batches, which providers answer within a day at a lower price.
package struct BatchOptions: Hashable, Sendable {
    /// What OpenAI takes in one file, in requests and in bytes (platform.openai.com/docs/guides/batch).
    package static let mostRequests = 50_000
    package static let mostBytes = 200_000_000
    /// Requests that show images are held in memory until their batch has ended.
    package static let mostImages = 1_000

    /// Requests in a batch, and in flight, at most; `nil` takes what the provider does.
    package var requests: Int?
    /// Between two questions how far a batch is.
    package var poll: Duration = .seconds(60)
    /// A batch leaves once no request was added to it for so long.
    package var gather: Duration = .seconds(2)

    package init() {}

    /// The most requests in a batch of a profile.
    package func most(showingImages: Bool) -> Int {
        requests ?? (showingImages ? Self.mostImages : Self.mostRequests)
    }

    package var configuration: JSONValue {
        [
            "requests": requests.map(JSONValue.number) ?? .null,
            "poll": .number(poll.seconds), "gather": .number(gather.seconds),
        ]
    }

    /// Reads back what `configuration` wrote; `nil` where there are none.
    package init?(configuration: JSONValue) {
        guard let poll = configuration["poll"]?.double,
            let gather = configuration["gather"]?.double
        else { return nil }
        requests = configuration["requests"]?.integer
        self.poll = .seconds(poll)
        self.gather = .seconds(gather)
    }
}
