import TallyCore
import TallyProviders
import Testing

/// Shapes as Microsoft documents them: https://learn.microsoft.com/azure/ai-foundry/openai/concepts/content-filter
/// and https://learn.microsoft.com/azure/ai-foundry/openai/how-to/content-streaming.
struct AzureAnswerTests {
    private static let safe =
        #"{"hate":{"filtered":false,"severity":"safe"},"violence":{"filtered":false,"severity":"safe"}}"#
    private static let opening = Wire.event(
        #"{"choices":[],"created":0,"id":"","model":"","object":"","prompt_filter_results":"#
            + #"[{"prompt_index":0,"content_filter_results":"# + safe + "}]}"
    )

    private static func chunk(_ delta: String, finish: String = "null", filter: String) -> String {
        Wire.event(
            #"{"id":"c-1","object":"chat.completion.chunk","created":1,"model":"gpt-4o-2024-11-20","#
                + #""system_fingerprint":"fp_1","choices":[{"index":0,"delta":"# + delta
                + #","finish_reason":"# + finish + #","content_filter_results":"# + filter + "}]}"
        )
    }

    @Test func `a stream that opens without a choice is an answer with its verdicts`() throws {
        let exchange = Wire.read(
            Wire.stream([
                Self.opening, Self.chunk(#"{"role":"assistant","content":""}"#, filter: "{}"),
                Self.chunk(#"{"content":"{}"}"#, filter: Self.safe),
                Self.chunk("{}", finish: #""stop""#, filter: "{}"), Wire.usage, Wire.done,
            ])
        )
        #expect(exchange.completion == Completion(text: "{}", finish: .stop))
        #expect(exchange.facts.fingerprint == "fp_1")
        // The opening chunk names no model, and the first content is the third event.
        #expect(exchange.facts.model == "m-1")
        #expect(exchange.timings.firstContent == .milliseconds(1200))
        let filters = try #require(exchange.facts.filters)
        #expect(filters["answer"]?["hate"]?["severity"] == "safe")
        #expect(filters["prompt"]?[0]?["content_filter_results"]?["violence"]?["filtered"] == false)
    }

    @Test func `an answer that the filter cut is no answer of the model's choice`() {
        let body =
            #"{"id":"c","model":"m","choices":[{"index":0,"finish_reason":"content_filter","#
            + #""message":{"role":"assistant","content":"{"},"content_filter_results":"#
            + #"{"violence":{"filtered":true,"severity":"medium"}}}],"usage":{"prompt_tokens":9,"#
            + #""completion_tokens":1}}"#
        let exchange = Wire.read(Wire.response(200, body))
        #expect(exchange.completion?.finish == .contentFilter)
        #expect(exchange.billing == .billed)
        #expect(exchange.facts.filters?["answer"]?["violence"]?["filtered"] == true)
    }

    @Test func `a prompt that the filter refuses may be billed`() {
        let body =
            #"{"error":{"message":"The response was filtered due to the prompt triggering Azure "#
            + #"OpenAI's content management policy.","type":null,"param":"prompt","code":"#
            + #""content_filter","status":400,"innererror":{"code":"ResponsibleAIPolicyViolation","#
            + #""content_filter_result":{"jailbreak":{"filtered":true,"detected":true}}}}}"#
        let exchange = Wire.read(Wire.response(400, body))
        #expect(exchange.error?.type == .contentFilter)
        #expect(exchange.error?.isTransient == false)
        #expect(exchange.billing == .possiblyBilled)
        #expect(exchange.facts.filters?["prompt"]?["jailbreak"]?["detected"] == true)
    }

    @Test(arguments: [
        (
            401,
            #"{"error":{"code":"401","message":"Access denied due to invalid subscription key."}}"#,
            ErrorType.auth
        ),
        (
            404,
            #"{"error":{"code":"DeploymentNotFound","message":"The API deployment for this resource does not exist."}}"#,
            .notFound
        ),
        (
            429,
            #"{"error":{"code":"429","message":"Requests have exceeded call rate limit. Please retry after 2 seconds."}}"#,
            .rateLimited
        ),
        (
            400,
            #"{"error":{"code":null,"message":"Unrecognized request argument supplied: stream_options","param":null,"type":"invalid_request_error"}}"#,
            .badRequest
        ),
    ])
    func `errors in Azure's shape are classified`(status: Int, body: String, type: ErrorType) {
        #expect(Wire.read(Wire.response(status, body)).error?.type == type)
    }

    @Test func `headers tell region, server time and how long to wait`() throws {
        let headers = [
            (name: "content-type", value: "application/json"),
            (name: "x-ms-region", value: "Sweden Central"),
            (name: "apim-request-id", value: "a-1"), (name: "retry-after-ms", value: "1500"),
            (name: "x-envoy-upstream-service-time", value: "312"),
        ]
        let refused = Wire.read(Wire.response(429, Wire.error("\"429\""), headers: headers))
        #expect(refused.error?.retryAfter == .milliseconds(1500))
        #expect(refused.facts.region == "Sweden Central")
        #expect(refused.facts.requestID == "a-1")
        #expect(refused.facts.processing == .milliseconds(312))
    }

    @Test func `a stream in which no model says anything is the server's failure`() {
        let exchange = Wire.read(Wire.stream([Self.opening, Wire.done]))
        #expect(exchange.error?.type == .serverError)
        #expect(exchange.error?.isTransient == true)
        #expect(exchange.billing == .possiblyBilled)
    }

    @Test(
        arguments: [
            (nil, true), ("2024-10-21", true), ("2024-09-01-preview", true), ("2024-06-01", false),
            ("2023-05-15", false), ("preview", true),
        ] as [(String?, Bool)]
    )
    func `old versions are not asked for the usage of a stream`(version: String?, asks: Bool) throws
    {
        var profile = Profile(name: "p", provider: .azure, model: "d")
        profile.azure = AzureRoute(version == nil ? .v1 : .deployments, version: version)
        let dialect = ChatDialect(profile: profile, schema: [:])
        let sent = try JSONParser.parse(dialect.body(for: Wire.prompt))
        #expect((sent["stream_options"] != nil) == asks)
    }
}
