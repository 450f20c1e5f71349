internal import Foundation
internal import TallyCore
package import TallyHTTP

/// Posts to one address: again where that may help, and no longer than a deadline.
package struct PatientPost: Sendable {
    private let name: String
    private let url: String
    private let deadline: Duration
    private let path: WirePath
    private let redactor: Redactor
    private let retried: Set<Int>

    /// - Parameters:
    ///   - name: Who is posted to, for messages: `the collector`.
    ///   - url: The whole address.
    ///   - secrets: What no message may show.
    ///   - deadline: The longest one request may take, and the latest moment for another try.
    ///   - path: Proxy and authorities.
    ///   - retried: The statuses that ask for another try.
    package init(
        to name: String,
        url: String,
        secrets: [String],
        deadline: Duration = .seconds(10),
        path: WirePath = WirePath(),
        retried: Set<Int>
    ) {
        self.name = name
        self.url = url
        self.deadline = deadline
        self.path = path
        self.retried = retried
        redactor = Redactor(secrets: secrets)
    }

    /// Posts JSON, unless the headers name another type.
    ///
    /// Returns the body of the answer; throws `MonitorError` where none says that it went well.
    package func send(
        _ body: [UInt8],
        headers: [(name: String, value: String)]
    ) async throws(MonitorError) -> String {
        guard
            let client = try? WireClient(
                url: url,
                connections: 1,
                connect: .seconds(5),
                idle: deadline,
                path: path
            )
        else { throw MonitorError("the address of \(name) is none") }
        let isTyped = headers.contains { $0.name == "content-type" }
        let request = WireRequest(
            headers: (isTyped ? [] : [("content-type", "application/json")]) + headers,
            body: body,
            deadline: deadline
        )
        let result = await answer(to: request, through: client)
        try? await client.shutdown()
        return try result.get()
    }

    private func answer(
        to request: WireRequest,
        through client: WireClient
    ) async -> Result<String, MonitorError> {
        var policy = RetryPolicy()
        policy.maxAttempts = 3
        policy.maxConnectAttempts = 2
        var history = RetryPolicy.History()
        var generator = SystemRandomNumberGenerator()
        let start = ContinuousClock.now
        while true {
            let response = await client.send(request)
            guard let error = error(of: response) else {
                return .success(redactor.scrub(String(decoding: response.body, as: UTF8.self)))
            }
            history = history.adding(error)
            let decision = policy.decision(after: error, history: history, using: &generator)
            guard case .retry(let wait) = decision,
                ContinuousClock.now - start + wait < deadline,
                (try? await Task.sleep(for: wait)) != nil
            else { return .failure(MonitorError(redactor.scrub(error.message))) }
        }
    }

    private func error(of response: WireResponse) -> ProviderError? {
        if let failure = response.failure {
            let type: ErrorType =
                switch failure.kind {
                case .connect, .exhausted: .connect
                case .timeout, .closed: .timeout
                case .tls, .tooLarge, .cancelled: .badRequest
                }
            return ProviderError(type, "\(name) did not take them: \(failure.message)")
        }
        let status = response.status ?? 0
        if (200..<300).contains(status) { return nil }
        let words = String(decoding: response.body.prefix(300), as: UTF8.self)
        let message = "\(name) refused them (\(status)): \(words)"
        guard retried.contains(status) else {
            return ProviderError(.badRequest, message, status: status, shouldRetry: false)
        }
        let now = Date().timeIntervalSince1970
        let hint = RetryHint.delay(now: now) { response.header($0) }
        return ProviderError(.serverError, message, status: status, retryAfter: hint)
    }
}
