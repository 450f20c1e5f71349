import TallyCore
import TallyProviders
import Testing

/// What was recorded is found by all that an answer depends on, and what was not is told apart from the nearest.
struct ReplayProviderTests {
    private static let schema: JSONValue = ["type": "object"]

    private static func profile(_ change: (inout Profile) -> Void = { _ in }) -> Profile {
        var profile = Profile(name: "p", provider: .openai, model: "m")
        profile.parameters["temperature"] = 0
        change(&profile)
        return profile
    }

    private static func request(_ text: String, repeatIndex: Int = 0) -> ModelRequest {
        var generator = SystemRandomNumberGenerator()
        return ModelRequest(
            id: ULID(milliseconds: 1, using: &generator),
            prompt: Prompt(system: "read", user: text),
            text: text,
            repeatIndex: repeatIndex
        )
    }

    private static func exchange(_ answer: String, error: ProviderError? = nil) -> StoredExchange {
        let body: JSONValue = [
            "choices": [["message": ["content": .string(answer)], "finish_reason": "stop"]]
        ]
        return StoredExchange(
            status: error?.status ?? 200,
            body: error == nil ? Array(body.jsonText.utf8) : [],
            chunkOffsets: [0, 12],
            timings: ExchangeTimings(
                sent: .milliseconds(2),
                firstByte: .milliseconds(40),
                firstContent: .milliseconds(41),
                done: .milliseconds(90)
            ),
            usage: Usage(input: 10, cachedInput: 3, output: 5, reasoning: 2, isEstimated: true),
            facts: ServerFacts(model: "m-1", requestID: "r", processing: .milliseconds(30)),
            isSimulated: true,
            billing: error == nil ? .billed : .notBilled,
            error: error,
            finish: error == nil ? "stop" : nil
        )
    }

    private static func cassette(_ requests: [(String, [StoredExchange])]) -> Cassette {
        let digest = Digest(of: schema)
        return Cassette(
            header: CassetteHeader(
                profile: profile(),
                schema: digest,
                recorded: Moment(milliseconds: 1_795_914_000_000),
                experiment: "01",
                run: "p",
                benchmark: "b",
                dataset: "d 1",
                requests: requests.count
            ),
            entries: requests.map { text, attempts in
                Cassette.Entry(
                    identity: RequestIdentity(request(text), to: profile(), schema: digest),
                    attempts: attempts
                )
            }
        )
    }

    private static func provider(
        _ requests: [(String, [StoredExchange])],
        to profile: Profile = profile(),
        isStrict: Bool = true
    ) -> ReplayProvider {
        ReplayProvider(
            cassette(requests),
            profile: profile,
            replay: Replay(cassette: "tape.jsonl", speed: nil, isStrict: isStrict),
            schema: schema
        )
    }

    @Test func `a cassette that is written and read again holds the same`() throws {
        let refused = ProviderError(.rateLimited, "wait", status: 429)
        var odd = Self.exchange("x")
        odd.body = [0xFF, 0x00, 0x0A]
        let written = Self.cassette([
            ("one", [Self.exchange("", error: refused), Self.exchange("Ünï \u{2028} \"q\"")]),
            ("two", [odd]),
        ])
        let read = try Cassette(Array(written.text.utf8), named: "tape")
        #expect(read.entries.map(\.identity.key) == written.entries.map(\.identity.key))
        #expect(read.entries.map(\.attempts) == written.entries.map(\.attempts))
        #expect(read.header.profile.identity == Self.profile().identity)
        #expect(read.text == written.text)
    }

    @Test func `attempts come in their order with their times, and the last one again`()
        async throws
    {
        let refused = ProviderError(.rateLimited, "wait", status: 429)
        let provider = Self.provider([
            ("one", [Self.exchange("", error: refused), Self.exchange("{}")])
        ])
        let first = await provider.send(Self.request("one"))
        guard case .failure(let error) = first.result else { throw error(first) }
        #expect(error.type == .rateLimited && error.shouldRetry == true)
        for _ in 0..<2 {
            let answer = await provider.send(Self.request("one"))
            #expect(try answer.result.get().text == "{}")
            #expect(answer.timings == Self.exchange("").timings)
            #expect(answer.usage == Self.exchange("").usage && answer.isSimulated)
        }
    }

    @Test func `documents that are equal get the answers of each, one after the other`()
        async throws
    {
        let provider = Self.provider([
            ("one", [Self.exchange("first")]), ("one", [Self.exchange("second")]),
        ])
        var texts: [String] = []
        for _ in 0..<3 {
            texts.append(try await provider.send(Self.request("one")).result.get().text)
        }
        #expect(texts == ["first", "second", "second"])
    }

    @Test(arguments: [
        ("\"input\":10", "\"input\":9223372036854775807"), ("\"output\":5", "\"output\":-5"),
        ("\"done\":90000", "\"done\":1"), ("\"done\":90000", "\"done\":1e300"),
        ("\"billed\":\"billed\"", "\"billed\":\"perhaps\""),
        ("\"total\":180", "\"total\":1e300"), ("\"provider\":\"openai\"", "\"provider\":\"rules\""),
        ("\"requests\":1", "\"requests\":2"),
    ])
    func `what no recording can hold is refused in a line`(good: String, bad: String) throws {
        let text = Self.cassette([("one", [Self.exchange("{}")])]).text
        #expect(text.contains(good))
        let harmed = Array(text.replacing(good, with: bad).utf8)
        let error = #expect(throws: CassetteError.self) {
            _ = try Cassette(harmed, named: "tape")
        }
        #expect(error?.description.hasPrefix("tape") == true)
        #expect(error?.description.contains("\n") == false)
    }

    @Test func `no address that could not be reached is on a cassette`() {
        let failure = ProviderError(.connect, "cannot connect to secret.example:443: refused")
        let text = Self.cassette([("one", [Self.exchange("", error: failure)])]).text
        #expect(!text.contains("secret.example"))
    }

    private func error(_ exchange: Exchange) -> ProviderError {
        ProviderError(.badRequest, "answered: \(exchange.result)")
    }

    @Test func `a failure after which nothing was sent is not tried again`() async throws {
        let failed = ProviderError(.serverError, "broken", status: 500)
        let provider = Self.provider([("one", [Self.exchange("", error: failed)])])
        guard case .failure(let error) = await provider.send(Self.request("one")).result else {
            Issue.record("answered")
            return
        }
        #expect(error.type == .serverError && error.shouldRetry == false)
    }

    struct Unknown: Sendable, CustomTestStringConvertible {
        let testDescription: String
        var profile = ReplayProviderTests.profile()
        var request = ReplayProviderTests.request("one")
    }

    static let unknowns = [
        Unknown(
            testDescription: "profile.parameters.temperature: recorded 0, asked 0.7",
            profile: profile { $0.parameters["temperature"] = .number(0.7) }
        ),
        Unknown(
            testDescription: "profile.model: recorded \"m\", asked \"n\"",
            profile: profile { $0.model = "n" }
        ),
        Unknown(
            testDescription: "repeat: recorded 0, asked 1",
            request: request("one", repeatIndex: 1)
        ),
        Unknown(
            testDescription: "user: recorded \"one\", asked \"three\"",
            request: request("three")
        ),
        Unknown(
            testDescription:
                "user from character 61 on: recorded \"recorded\", asked \"asked\"",
            request: request(String(repeating: "-", count: 60) + "asked")
        ),
    ]

    @Test(arguments: unknowns)
    func `an unknown request names what differs from the nearest`(unknown: Unknown) async throws {
        let requests = [
            ("one", [Self.exchange("{}")]),
            (String(repeating: "-", count: 60) + "recorded", [Self.exchange("{}")]),
        ]
        for (isStrict, type) in [(true, ErrorType.notFound), (false, .notRecorded)] {
            let provider = Self.provider(requests, to: unknown.profile, isStrict: isStrict)
            let exchange = await provider.send(unknown.request)
            guard case .failure(let error) = exchange.result else {
                Issue.record("answered")
                return
            }
            #expect(error.type == type)
            #expect(
                error.message
                    == "no such request in tape.jsonl; the nearest one differs in "
                    + unknown.testDescription
            )
            #expect(exchange.billing == .notBilled)
        }
    }
}
