internal import Foundation
package import TallyCore
internal import TallyHTTP

/// An endpoint that speaks OpenAI's chat completions, streamed or not.
package struct OpenAIProvider: ModelProvider {
    private let client: WireClient
    private let body: ChatRequestBody
    private let headers: [(name: String, value: String)]
    private let profile: Profile
    private let redactor: Redactor
    private let wallClock: @Sendable () -> Double

    package var source: CallSource { .wire }

    /// Prepares a provider for a profile.
    ///
    /// - Parameters:
    ///   - profile: model, parameters, output mode, limits and deadlines.
    ///   - endpoint: the base URL, to which `/chat/completions` is added.
    ///   - key: sent as a bearer token, and scrubbed from whatever comes back.
    ///   - schema: the JSON Schema of the answer.
    ///   - wallClock: seconds since 1970, for Retry-After dates.
    /// - Throws: when the endpoint is not an HTTP URL.
    package init(
        profile: Profile,
        endpoint: String,
        key: String?,
        schema: JSONValue,
        wallClock: @escaping @Sendable () -> Double = { Date().timeIntervalSince1970 }
    ) throws {
        let base = endpoint.hasSuffix("/") ? String(endpoint.dropLast()) : endpoint
        client = try WireClient(
            url: base + "/chat/completions",
            connections: profile.concurrency,
            connect: profile.deadlines.connect,
            idle: profile.deadlines.idle
        )
        body = ChatRequestBody(profile: profile, schema: schema)
        var headers = [
            (name: "content-type", value: "application/json"),
            (name: "accept", value: profile.isStreamed ? "text/event-stream" : "application/json"),
            (name: "user-agent", value: "tally"),
        ]
        if let key { headers.append((name: "authorization", value: "Bearer \(key)")) }
        self.headers = headers
        self.profile = profile
        redactor = Redactor(secrets: key.map { [$0] } ?? [])
        self.wallClock = wallClock
    }

    package func shutdown() async throws { try await client.shutdown() }

    package func send(_ request: ModelRequest) async -> Exchange {
        var response = await client.send(
            WireRequest(
                headers: headers + [(name: "x-client-request-id", value: request.id.description)],
                body: body.bytes(for: request.prompt),
                deadline: profile.deadlines.total
            )
        )
        // Before it is read too: an excerpt could hold the half of a key.
        response.body = redactor.scrub(response.body)
        let exchange = ChatExchange(response: response, prompt: request.prompt, now: wallClock())
        return exchange.exchange.scrubbed(by: redactor)
    }
}
