import TallyConfiguration
import TallyCore
import Testing

/// Limits, concurrency, isolation and retries as files write them.
struct LimitTests {
    private func load(_ profile: String, _ benchmark: String = "") throws -> Benchmark {
        let set = try TemporaryFolder([
            "x.yaml": """
            name: x
            dataset: d
            variants: [p]
            \(benchmark)
            profiles:
              p: {provider: openai, model: m, endpoint: "http://h/v1", key_env: null, \(profile)}
            """
        ])
        return try set.load().benchmark
    }

    private func profile(_ text: String, _ benchmark: String = "") throws -> Profile {
        try #require(try load(text, benchmark).variants.first?.profile)
    }

    @Test(
        arguments: [
            ("8", 8), ("adaptive", .adaptive),
            ("{start: 30, min: 5, max: 60}", Concurrency(start: 30, range: 5...60)),
            ("{max: 6}", Concurrency(start: 6, range: 6...6)),
            ("{min: 200}", Concurrency(start: 200, range: 200...200)),
        ] as [(String, Concurrency)]
    )
    func `concurrency is a number, adaptive, or bounds`(text: String, expected: Concurrency) throws
    {
        #expect(try profile("concurrency: \(text)").concurrency == expected)
    }

    @Test(
        arguments: [
            ("adaptve", "or adaptive, found \"adaptve\"; did you mean \"adaptive\"?"),
            ("{min: 9, max: 3}", "min 9 is more than max 3"),
            ("{start: 9, max: 3}", "start 9 does not lie between min 3 and max 3"),
            ("{least: 3}", "unknown key \"least\""),
        ]
    )
    func `a concurrency that cannot be is named`(text: String, message: String) {
        let error = #expect(throws: ConfigurationError.self) {
            try profile("concurrency: \(text)")
        }
        #expect("\(error.map { "\($0)" } ?? "")".contains(message))
    }

    @Test func `limits, isolation and the first byte are read`() throws {
        let profile = try profile(
            "limits: {rpm: 500, tpm: 30000}, isolation: sequential, timeouts: {first_byte: 5m}"
        )
        #expect(profile.limits == RateLimits(requestsPerMinute: 500, tokensPerMinute: 30_000))
        #expect(profile.isolation == .sequential)
        #expect(profile.deadlines.firstByte == .seconds(300))
    }

    @Test func `the first byte waits as long as a stream may be silent, or the whole may take`()
        throws
    {
        let deadlines = try profile("timeouts: {idle: 20s, total: 2m}").deadlines
        #expect(deadlines.firstByte(isStreamed: true) == .seconds(20))
        #expect(deadlines.firstByte(isStreamed: false) == .seconds(120))
    }

    @Test func `a benchmark's isolation holds for all its lanes`() throws {
        let profile = try profile("isolation: parallel", "isolation: sequential")
        #expect(profile.isolation == .sequential)
    }

    @Test func `retries and retention are read, stored and read back`() throws {
        let text = "retry: {max_attempts: 2, max_retry_after: 30s, max_throttle_wait: 1m}"
        let benchmark = try load(
            "limits: {rpm: 5}, concurrency: adaptive",
            text + "\nretention: 30d"
        )
        #expect(benchmark.retry.maxAttempts == 2)
        #expect(benchmark.retry.longestHint == .seconds(30))
        #expect(benchmark.retry.maxThrottleWait == .seconds(60))
        #expect(benchmark.retentionDays == 30)
        let read = try #require(Benchmark(configuration: benchmark.configuration))
        #expect(read.retry == benchmark.retry)
        #expect(read.retentionDays == 30)
        #expect(read.variants == benchmark.variants)
    }

    @Test(arguments: ["30", "0d", "d", "1.5d", "40000d", "-1d"])
    func `a retention is whole days`(text: String) {
        let error = #expect(throws: ConfigurationError.self) { try load("", "retention: \(text)") }
        #expect("\(error.map { "\($0)" } ?? "")".contains("whole days, such as 30d"))
    }
}
