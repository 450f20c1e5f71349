import TallyConfiguration
import TallyCore
import Testing

/// `mode` and `batch` as files write them.
struct BatchProfileTests {
    private func benchmark(_ profile: String, _ variant: String = "p") throws -> Benchmark {
        let set = try TemporaryFolder([
            "x.yaml": """
            name: x
            dataset: d
            variants: [\(variant)]
            profiles:
              p: {provider: openai, model: m, endpoint: "http://h/v1", key_env: null, \(profile)}
            """
        ])
        return try set.load().benchmark
    }

    private func profile(_ profile: String, _ variant: String = "p") throws -> Profile {
        try #require(try benchmark(profile, variant).variants.first?.profile)
    }

    @Test func `a batch is not streamed, and holds as many requests as the provider takes`() throws
    {
        let profile = try profile("mode: batch")
        #expect(profile.batch == BatchOptions())
        #expect(!profile.isStreamed)
        #expect(profile.concurrency == 50_000)
    }

    @Test func `its size and its times are read`() throws {
        let profile = try profile("mode: batch, batch: {requests: 100, poll: 5m, gather: 500ms}")
        var expected = BatchOptions()
        expected.requests = 100
        expected.poll = .seconds(300)
        expected.gather = .milliseconds(500)
        #expect(profile.batch == expected)
        #expect(profile.concurrency == 100)
    }

    @Test func `receipts that are shown as images make smaller batches`() throws {
        #expect(try profile("image: {show: image}, mode: batch").concurrency == 1_000)
    }

    @Test func `a variant turns its profile to batches, and back`() throws {
        let batch = try profile("", "{name: v, profile: p, mode: batch, batch: {requests: 9}}")
        #expect(batch.batch?.requests == 9 && !batch.isStreamed)
        let live = try profile("mode: batch", "{name: v, profile: p, mode: live}")
        #expect(live.batch == nil && live.isStreamed && live.concurrency == 8)
    }

    @Test func `a price of its own is expected`() throws {
        #expect(
            try profile("price: openai/gpt-4.1, mode: batch").expectedPriceKey
                == "openai/gpt-4.1@batch"
        )
    }

    @Test(arguments: [
        (
            "mode: batched",
            "expected one of live, batch, found \"batched\"; did you mean \"batch\"?"
        ),
        ("batch: {requests: 5}", "p.batch: only a profile with mode: batch has a use for this key"),
        ("mode: batch, stream: true", "p.stream: a batch is not streamed"),
        ("mode: batch, concurrency: 9", "p.concurrency: in batches as many are in flight"),
        ("mode: batch, batch: {requests: 50001}", "expected a whole number from 1 to 50000"),
        ("mode: batch, batch: {poll: 0}", "p.batch.poll: expected more than 0 seconds"),
        ("mode: batch, batch: {pol: 1}", "unknown key \"pol\"; did you mean \"poll\"?"),
    ])
    func `what cannot be is named`(text: String, message: String) {
        let error = #expect(throws: ConfigurationError.self) { try profile(text) }
        #expect("\(error.map { "\($0)" } ?? "")".contains(message))
    }

    @Test(arguments: [
        "provider: rules", "provider: anthropic, model: m",
        "provider: replay, cassette: tape.jsonl",
    ])
    func `only what has batches takes the mode`(head: String) throws {
        let set = try TemporaryFolder([
            "x.yaml": """
            name: x
            dataset: d
            variants: [q]
            profiles:
              q: {\(head), mode: batch}
            """
        ])
        let error = #expect(throws: ConfigurationError.self) { try set.load() }
        #expect("\(error.map { "\($0)" } ?? "")".contains("has no use for this key"))
    }
}
