import TallyCore
import Testing

struct RetryPolicyTests {
    private let policy = RetryPolicy()

    private func decision(
        after error: ProviderError,
        failures: Int = 0,
        throttles: Int = 0,
        throttleWait: Duration = .zero,
        random: UInt64 = 0
    ) -> RetryPolicy.Decision {
        var history = RetryPolicy.History()
        history.failures = failures
        history.throttles = throttles
        history.throttleWait = throttleWait
        var generator = FixedGenerator(random)
        return policy.decision(
            after: error,
            history: history.adding(error),
            using: &generator
        )
    }

    @Test(
        arguments: [
            (.connect, nil), (.timeout, nil), (.timeout, 408), (.serverError, 409),
            (.rateLimited, 429),
            (.serverError, 500), (.serverError, 502), (.serverError, 503), (.serverError, 529),
        ] as [(ErrorType, Int?)]
    )
    func `what may pass is sent again`(type: ErrorType, status: Int?) {
        let error = ProviderError(type, "", status: status)
        #expect(decision(after: error) == .retry(after: .milliseconds(500)))
    }

    @Test(
        arguments: [(.badRequest, 400), (.badRequest, 422), (.contentFilter, 400)]
            as [(ErrorType, Int)]
    )
    func `what the request itself caused is a result at once`(type: ErrorType, status: Int) {
        #expect(decision(after: ProviderError(type, "", status: status)) == .giveUp)
    }

    @Test(
        arguments: [(.auth, 401), (.auth, 403), (.notFound, 404), (.quota, 429)]
            as [(ErrorType, Int)]
    )
    func `what a person must mend is never sent again and stays pending`(
        type: ErrorType,
        status: Int
    ) {
        let error = ProviderError(type, "", status: status, retryAfter: .seconds(1))
        #expect(decision(after: error) == .park)
    }

    @Test(arguments: [ErrorType.tls, .cancelled])
    func `a request that never reached a model is not a result`(type: ErrorType) {
        #expect(decision(after: ProviderError(type, "")) == .park)
    }

    @Test func `the server's own word on retrying wins`() {
        let yes = ProviderError(.badRequest, "", status: 400, shouldRetry: true)
        #expect(decision(after: yes) == .retry(after: .milliseconds(500)))
        let no = ProviderError(.serverError, "", status: 503, shouldRetry: false)
        #expect(decision(after: no) == .giveUp)
    }

    @Test(arguments: [(1, 500), (2, 1000), (3, 2000), (4, 4000)])
    func `delays double with each failure`(attempt: Int, milliseconds: Int) {
        let error = ProviderError(.timeout, "no bytes for 10 s")
        let decided = decision(after: error, failures: attempt - 1)
        #expect(decided == .retry(after: .milliseconds(milliseconds)))
    }

    @Test func `delays stop growing at 8 seconds`() {
        let error = ProviderError(.rateLimited, "", status: 429)
        #expect(decision(after: error, throttles: 4) == .retry(after: .seconds(8)))
        #expect(decision(after: error, throttles: 5000) == .retry(after: .seconds(8)))
    }

    @Test func `chance takes up to a quarter off a delay`() {
        let error = ProviderError(.serverError, "", status: 500)
        guard case .retry(let wait) = decision(after: error, random: .max) else {
            Issue.record("not retried")
            return
        }
        #expect(wait > .milliseconds(374) && wait < .milliseconds(376))
    }

    @Test(arguments: [ErrorType.timeout, .serverError])
    func `the fifth failure is the result`(type: ErrorType) {
        let error = ProviderError(type, "", status: 500)
        #expect(decision(after: error, failures: 3) == .retry(after: .seconds(4)))
        #expect(decision(after: error, failures: 4) == .giveUp)
    }

    @Test func `the third failure to connect parks, whatever else failed`() {
        var history = RetryPolicy.History()
        var generator = FixedGenerator(0)
        var decisions: [RetryPolicy.Decision] = []
        for type in [ErrorType.connect, .timeout, .connect, .connect] {
            let error = ProviderError(type, "")
            history = history.adding(error)
            decisions.append(policy.decision(after: error, history: history, using: &generator))
        }
        let waits = [500, 1000, 2000].map { RetryPolicy.Decision.retry(after: .milliseconds($0)) }
        #expect(decisions == waits + [.park])
    }

    @Test func `a 429 that the server wants no retry of is parked, never a failure`() {
        let error = ProviderError(.rateLimited, "", status: 429, shouldRetry: false)
        #expect(decision(after: error) == .park)
    }

    @Test(arguments: [200, 204])
    func `five times a success without an answer is parked`(status: Int) {
        let error = ProviderError(.serverError, "200 without JSON", status: status)
        #expect(decision(after: error, failures: 3) == .retry(after: .seconds(4)))
        #expect(decision(after: error, failures: 4) == .park)
    }

    @Test func `a 429 is no failed attempt, however many there were`() {
        let error = ProviderError(.rateLimited, "", status: 429)
        let decided = decision(after: error, failures: 4, throttles: 1000)
        #expect(decided == .retry(after: .seconds(8)))
    }

    @Test func `waits on 429 end in parking after ten minutes, never in a failure`() {
        let error = ProviderError(.rateLimited, "", status: 429, retryAfter: .seconds(60))
        let near = decision(after: error, throttles: 9, throttleWait: .seconds(540))
        #expect(near == .retry(after: .seconds(60)))
        let over = decision(after: error, throttles: 9, throttleWait: .milliseconds(540_001))
        #expect(over == .park)
    }

    @Test(arguments: [ErrorType.rateLimited, .serverError])
    func `a hint is taken as it is, up to two minutes`(type: ErrorType) {
        func after(_ hint: Duration) -> RetryPolicy.Decision {
            decision(after: ProviderError(type, "", status: 503, retryAfter: hint), random: .max)
        }
        #expect(after(.milliseconds(20)) == .retry(after: .milliseconds(20)))
        #expect(after(.seconds(120)) == .retry(after: .seconds(120)))
        #expect(after(.milliseconds(120_001)) == .park)
    }

    @Test func `no type of error is both the model's and the lane's`() {
        for type in ErrorType.allCases { #expect(!(type.isModelFailure && type.stopsLane)) }
        let models = ErrorType.allCases.filter(\.isModelFailure)
        let expected: [ErrorType] = [
            .contentFilter, .refusal, .truncated, .invalidJSON, .schemaInvalid, .emptyAnswer,
        ]
        #expect(models == expected)
    }
}
