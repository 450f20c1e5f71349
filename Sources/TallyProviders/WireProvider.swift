internal import Foundation
package import TallyCore
package import TallyHTTP

/// An endpoint on the network, asked in its dialect, streamed or not.
package struct WireProvider: ModelProvider {
    private let client: WireClient
    private let dialect: any Dialect
    private let headers: [Access.Header]
    private let access: Access
    private let deadline: Duration
    private let wallClock: @Sendable () -> Double

    package var source: CallSource { .wire }

    /// Prepares a provider for a profile.
    ///
    /// - Parameters:
    ///   - profile: provider, route, model, parameters, output mode, limits and deadlines.
    ///   - endpoint: the base URL, to which the route is added.
    ///   - access: keys and headers, which are scrubbed from whatever comes back.
    ///   - path: the proxy and the trusted authorities.
    ///   - schema: the JSON Schema of the answer.
    ///   - wallClock: seconds since 1970, for Retry-After dates.
    /// - Throws: when the endpoint is not an HTTP URL.
    package init(
        profile: Profile,
        endpoint: String,
        access: Access = Access(),
        path: WirePath = WirePath(),
        schema: JSONValue,
        wallClock: @escaping @Sendable () -> Double = { Date().timeIntervalSince1970 }
    ) throws {
        client = try WireClient(
            url: RequestAddress.url(for: profile, endpoint: endpoint),
            connections: profile.concurrency.most,
            connect: profile.deadlines.connect,
            firstByte: profile.deadlines.firstByte(isStreamed: profile.isStreamed),
            idle: profile.deadlines.idle,
            path: path
        )
        dialect = Self.dialect(of: profile, schema: schema)
        var headers = [
            (name: "content-type", value: "application/json"),
            (name: "accept", value: profile.isStreamed ? "text/event-stream" : "application/json"),
            (name: "user-agent", value: "tally"),
        ]
        if profile.provider == .anthropic {
            headers.append((name: "anthropic-version", value: MessagesDialect.version))
        }
        if profile.azure?.form == .models {
            // Without it members that the interface does not know are refused.
            headers.append((name: "extra-parameters", value: "pass-through"))
        }
        let own = Set(profile.access.headers.map { $0.name.lowercased() })
        self.headers = headers.filter { !own.contains($0.name) }
        self.access = access
        deadline = profile.deadlines.total
        self.wallClock = wallClock
    }

    static func dialect(of profile: Profile, schema: JSONValue) -> any Dialect {
        switch (profile.provider, profile.api) {
        case (.anthropic, _): MessagesDialect(profile: profile, schema: schema)
        case (_, .responses): ResponsesDialect(profile: profile, schema: schema)
        case (_, .chat): ChatDialect(profile: profile, schema: schema)
        }
    }

    package func shutdown() async throws { try await client.shutdown() }

    package func send(_ request: ModelRequest) async -> Exchange {
        let opened: (headers: [Access.Header], redactors: [Redactor])
        do {
            opened = try await access.open()
        } catch {
            // Nothing was sent.
            return Exchange(
                timings: ExchangeTimings(done: .zero),
                billing: .notBilled,
                result: .failure(error)
            )
        }
        let identity = (name: "x-client-request-id", value: request.id.description)
        var response = await client.send(
            WireRequest(
                headers: headers + opened.headers + [identity],
                body: dialect.body(for: request.prompt),
                deadline: deadline
            )
        )
        // Before it is read too: an excerpt could hold the half of a key.
        for redactor in opened.redactors { response.body = redactor.scrub(response.body) }
        let reader = ExchangeReader(
            dialect: dialect,
            response: response,
            prompt: request.prompt,
            now: wallClock()
        )
        return opened.redactors.reduce(reader.exchange) { $0.scrubbed(by: $1) }
    }
}
