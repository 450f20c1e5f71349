internal import Foundation
package import TallyCore
package import TallyHTTP

/// Asks an endpoint for its list of models, which costs nothing: whether it is there, trusted, and lets us in.
package struct EndpointProbe: Sendable {
    private let client: WireClient
    private let access: Access
    private let deadline: Duration

    /// What came back.
    package struct Answer: Sendable {
        package var status: Int?
        /// Why nothing came back; `nil` when something did.
        package var failure: WireFailure?
        /// The error's own words, where it is one.
        package var message: String?
        /// The names of the models listed; `nil` when it was no list.
        package var models: [String]?
        /// In lower case, without secrets, in the order in which they came.
        package var headers: [(name: String, value: String)]
        package var seconds: Double
    }

    /// Prepares a probe of a profile's endpoint.
    package init(profile: Profile, endpoint: String, access: Access, path: WirePath) throws {
        client = try WireClient(
            url: RequestAddress.modelsURL(for: profile, endpoint: endpoint),
            method: .get,
            connections: 1,
            connect: profile.deadlines.connect,
            idle: .seconds(10),
            path: path
        )
        self.access = access
        deadline = .seconds(20)
    }

    /// Asks once.
    package func ask() async throws -> Answer {
        let opened = try await access.open()
        func scrub(_ text: String) -> String { opened.redactors.reduce(text) { $1.scrub($0) } }
        let headers = [(name: "accept", value: "application/json"), ("user-agent", "tally")]
        // Anthropic refuses whoever names no version; the others pass over it.
        let version = (name: "anthropic-version", value: MessagesDialect.version)
        let response = await client.send(
            WireRequest(headers: headers + [version] + opened.headers, body: [], deadline: deadline)
        )
        try await client.shutdown()
        let body = try? JSONParser.parse(response.body)
        let listed = (body?["data"] ?? body?["value"])?.array
        let status = response.status
        return Answer(
            status: status,
            failure: response.failure,
            message: (status == 200 ? nil : body?["error"]?["message"]?.string).map(scrub),
            models: status == 200 ? listed?.compactMap { $0["id"]?.string.map(scrub) } : nil,
            headers: response.headers.map { ($0.name.lowercased(), scrub($0.value)) },
            seconds: response.done.seconds
        )
    }
}
