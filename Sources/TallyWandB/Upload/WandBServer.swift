internal import Foundation
package import TallyCore
package import TallyHTTP

/// Sends one request to a W&B server at a time, again where that may help.
package struct WandBServer: Sendable {
    /// `https://api.wandb.ai` or a server of one's own, without a slash at the end.
    package let baseURL: String
    private let authorization: String
    private let path: WirePath
    private let redactor: Redactor
    private let policy: RetryPolicy
    private let clock: any Clock<Duration>
    private let now: @Sendable () -> Double
    /// Called whenever the server took something.
    package var onAnswer: @Sendable () -> Void = {}
    private static let deadline: Duration = .seconds(60)

    /// Prepares requests with a key.
    ///
    /// `now` tells seconds since 1970, for servers that name a moment to come back at.
    package init(
        baseURL: String,
        key: String,
        path: WirePath = WirePath(),
        policy: RetryPolicy = Self.patience,
        clock: any Clock<Duration> = .continuous,
        now: @escaping @Sendable () -> Double = { Date().timeIntervalSince1970 }
    ) {
        var baseURL = baseURL
        while baseURL.hasSuffix("/") { baseURL.removeLast() }
        self.baseURL = baseURL
        authorization = "Basic " + Data("api:\(key)".utf8).base64EncodedString()
        self.path = path
        redactor = Redactor(secrets: [key])
        self.policy = policy
        self.clock = clock
        self.now = now
    }

    /// Five tries with 2 to 60 seconds between them, as W&B's own client waits.
    package static var patience: RetryPolicy {
        var policy = RetryPolicy()
        policy.firstDelay = .seconds(2)
        policy.longestDelay = .seconds(60)
        policy.longestHint = .seconds(300)
        return policy
    }

    /// What a browser shows: the hosted service has another host for that.
    package var appURL: String {
        baseURL == "https://api.wandb.ai" ? "https://wandb.ai" : baseURL
    }

    /// Posts a GraphQL query and returns its `data`.
    func ask(_ query: WandBQuery) async throws(UploadError) -> JSONValue {
        let body = Array(query.body.jsonText.utf8)
        let answer = try await post("/graphql", body, what: query.name, retriesConflicts: true)
        if let errors = answer["errors"]?.array, let first = errors.first {
            let words = first["message"]?.string ?? "no reason given"
            throw UploadError(.refused, "\(host) refused \(query.name): \(redactor.scrub(words))")
        }
        return answer["data"] ?? .null
    }

    /// The name of who the key belongs to.
    package func user() async throws(UploadError) -> String {
        let viewer = try await ask(.viewer)["viewer"]
        guard let name = viewer?["username"]?.string ?? viewer?["entity"]?.string else {
            throw UploadError(.refused, "\(host) does not know whose the API key is")
        }
        return name
    }

    /// Posts a part of a run's stream; returns what the server says to it.
    func post(_ part: JSONValue, to run: ServerRun) async throws(UploadError) -> JSONValue {
        let route = [run.entity, run.project, run.id].map(Self.escaped).joined(separator: "/")
        let body = Array(part.jsonText.utf8)
        return try await post(
            "/files/\(route)/file_stream",
            body,
            what: "file_stream",
            retriesConflicts: false
        )
    }

    /// Puts a file where the server asked for it; such an address carries its own authority, and the key stays here.
    func put(
        _ bytes: [UInt8],
        to url: String,
        headers: [(name: String, value: String)]
    ) async throws(UploadError) {
        let url = url.hasPrefix("/") ? baseURL + url : url
        _ = try await send(.put, url, headers, bytes, what: "a file", retriesConflicts: false)
    }

    private func post(
        _ route: String,
        _ body: [UInt8],
        what: String,
        retriesConflicts: Bool
    ) async throws(UploadError) -> JSONValue {
        let headers = [("authorization", authorization), ("content-type", "application/json")]
        let response = try await send(
            .post,
            baseURL + route,
            headers,
            body,
            what: what,
            retriesConflicts: retriesConflicts
        )
        guard let value = try? JSONParser.parse(String(decoding: response, as: UTF8.self)) else {
            throw UploadError(.unavailable, "\(host) answered \(what) with no JSON")
        }
        return value
    }

    private func send(
        _ method: WireClient.Method,
        _ url: String,
        _ headers: [(name: String, value: String)],
        _ body: [UInt8],
        what: String,
        retriesConflicts: Bool
    ) async throws(UploadError) -> [UInt8] {
        guard let client = try? client(method, url) else {
            throw UploadError(.refused, "\(redactor.scrub(url)) is no address")
        }
        let request = WireRequest(
            headers: headers + [("user-agent", "tally")],
            body: body,
            deadline: Self.deadline
        )
        let result = await attempts(client, request, retriesConflicts: retriesConflicts)
        try? await client.shutdown()
        switch result {
        case .success(let body):
            onAnswer()
            return body
        case .failure(let error): throw uploadError(error, what)
        }
    }

    private func client(_ method: WireClient.Method, _ url: String) throws -> WireClient {
        try WireClient(
            url: url,
            method: method,
            connections: 1,
            connect: .seconds(10),
            idle: Self.deadline,
            path: path
        )
    }

    private func attempts(
        _ client: WireClient,
        _ request: WireRequest,
        retriesConflicts: Bool
    ) async -> Result<[UInt8], ProviderError> {
        var history = RetryPolicy.History()
        var generator = SystemRandomNumberGenerator()
        while true {
            let response = await client.send(request)
            guard
                let error = WandBFailure(
                    response,
                    retriesConflicts: retriesConflicts,
                    now: now()
                ).error
            else { return .success(response.body) }
            history = history.adding(error)
            guard !Task.isCancelled,
                case .retry(let wait) = policy.decision(
                    after: error,
                    history: history,
                    using: &generator
                )
            else { return .failure(error) }
            if error.type == .rateLimited { history.throttleWait += wait }
            do { try await clock.sleep(for: wait) } catch { return .failure(.cancelled) }
        }
    }

    private func uploadError(_ error: ProviderError, _ what: String) -> UploadError {
        let words = redactor.scrub(error.message)
        if error.type == .cancelled { return UploadError(.cancelled, "the upload was cut off") }
        if error.type == .auth {
            return UploadError(
                .refused,
                "\(host) does not accept the API key (\(error.status ?? 401)); check WANDB_API_KEY"
            )
        }
        let status = error.status.map { " (\($0))" } ?? ""
        return UploadError(
            error.isTransient ? .unavailable : .refused,
            "\(host) did not take \(what)\(status): \(words)"
        )
    }

    private var host: String {
        String(baseURL.split(separator: "/").dropFirst().first ?? Substring(baseURL))
    }

    static func escaped(_ text: String) -> String {
        text.addingPercentEncoding(withAllowedCharacters: .urlPathAllowed.subtracting(["/"]))
            ?? text
    }
}

extension ProviderError {
    fileprivate static let cancelled = ProviderError(.cancelled, "cut off")
}
