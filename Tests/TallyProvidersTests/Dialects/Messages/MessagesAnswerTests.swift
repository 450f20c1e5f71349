import TallyCore
import TallyHTTP
import TallyProviders
import Testing

/// Shapes as Anthropic documents them: https://docs.anthropic.com/en/api/messages,
/// https://docs.anthropic.com/en/docs/build-with-claude/streaming and .../prompt-caching.
struct MessagesAnswerTests {
    private static let dialect = MessagesDialect(
        profile: Profile(name: "p", provider: .anthropic, model: "m"),
        schema: [:]
    )

    private static let usage =
        #"{"input_tokens":21,"cache_creation_input_tokens":188,"cache_read_input_tokens":1000,"#
        + #""cache_creation":{"ephemeral_5m_input_tokens":88,"ephemeral_1h_input_tokens":100},"#
        + #""output_tokens":30,"output_tokens_details":{"thinking_tokens":12},"service_tier":"standard"}"#

    private static func message(_ text: String = "{}", stop: String = "end_turn") -> String {
        #"{"id":"msg_1","type":"message","role":"assistant","model":"claude-x-1","content":"#
            + #"[{"type":"thinking","thinking":"hm","signature":"s"},{"type":"text","text":"\#(text)"}],"#
            + #""stop_reason":"\#(stop)","stop_sequence":null,"usage":\#(usage)}"#
    }

    private static func event(_ type: String, _ members: String = "") -> String {
        "event: \(type)\n" + Wire.event(#"{"type":"\#(type)"\#(members)}"#)
    }

    private static func delta(_ text: String) -> String {
        event("content_block_delta", #","index":0,"delta":{"type":"text_delta","text":"\#(text)"}"#)
    }

    private static let start = event(
        "message_start",
        #","message":{"id":"msg_1","type":"message","role":"assistant","model":"claude-x-1","#
            + #""content":[],"stop_reason":null,"usage":{"input_tokens":25,"#
            + #""cache_creation_input_tokens":0,"cache_read_input_tokens":2048,"output_tokens":1}}"#
    )
    private static let stop = event(
        "message_delta",
        #","delta":{"stop_reason":"end_turn","stop_sequence":null},"usage":{"output_tokens":15}"#
    )

    @Test func `input excludes what was read from the cache and what was written to it`() throws {
        let exchange = Wire.read(Wire.response(200, Self.message()), by: Self.dialect)
        #expect(exchange.completion == Completion(text: "{}", finish: .stop))
        let expected = Usage(
            input: 21,
            cachedInput: 1000,
            cacheWrite: 88,
            cacheWriteLong: 100,
            output: 30,
            reasoning: 12
        )
        #expect(exchange.usage == expected)
        #expect(exchange.usage?.prompt == 1209)
        #expect(exchange.facts.model == "claude-x-1")
        #expect(exchange.facts.serviceTier == "standard")
    }

    @Test func `a stream's later counts are totals`() {
        let exchange = Wire.read(
            Wire.stream([
                Self.start, Self.event("content_block_start", #","index":0"#), Self.event("ping"),
                Self.event(
                    "content_block_delta",
                    #","delta":{"type":"thinking_delta","thinking":"hm"}"#
                ),
                Self.delta("{"), Self.delta("}"), Self.event("content_block_stop"), Self.stop,
                Self.event("message_stop"),
            ]),
            by: Self.dialect
        )
        #expect(exchange.completion == Completion(text: "{}", finish: .stop))
        #expect(exchange.usage == Usage(input: 25, cachedInput: 2048, output: 15))
        #expect(exchange.timings.firstContent == .milliseconds(1400))
        let again = Wire.read(
            Wire.response(200, String(decoding: exchange.body, as: UTF8.self)),
            by: Self.dialect
        )
        #expect(again.completion == exchange.completion)
        #expect(again.usage == exchange.usage)
    }

    @Test(arguments: [
        ("end_turn", Completion.FinishReason.stop), ("stop_sequence", .stop),
        ("max_tokens", .length),
        ("model_context_window_exceeded", .length), ("refusal", .refusal),
        ("pause_turn", .other("pause_turn")), ("dreaming", .other("dreaming")),
    ])
    func `stop reasons are told apart`(reason: String, finish: Completion.FinishReason) {
        let body = Self.message(stop: reason)
        #expect(Wire.read(Wire.response(200, body), by: Self.dialect).completion?.finish == finish)
    }

    @Test(arguments: [
        (400, "invalid_request_error", "bad", ErrorType.badRequest),
        (400, "invalid_request_error", "Your credit balance is too low to access the API.", .quota),
        (
            400, "invalid_request_error", "Output blocked by content filtering policy",
            .contentFilter
        ),
        (401, "authentication_error", "invalid x-api-key", .auth),
        (403, "permission_error", "no", .auth), (404, "not_found_error", "model", .notFound),
        (429, "rate_limit_error", "slow", .rateLimited), (500, "api_error", "oops", .serverError),
        (529, "overloaded_error", "Overloaded", .serverError),
        (402, "billing_error", "pay", .quota),
    ])
    func `errors are classified`(status: Int, type: String, message: String, expected: ErrorType) {
        let body =
            #"{"type":"error","error":{"type":"\#(type)","message":"\#(message)"},"request_id":"req_1"}"#
        let headers = [
            (name: "content-type", value: "application/json"), (name: "request-id", value: "req_1"),
        ]
        let exchange = Wire.read(Wire.response(status, body, headers: headers), by: Self.dialect)
        #expect(exchange.error?.type == expected)
        #expect(exchange.error?.message == message)
        #expect(exchange.facts.requestID == "req_1")
    }

    @Test func `an error in the stream before any content is the server's`() {
        let error = Self.event(
            "error",
            #","error":{"type":"overloaded_error","message":"Overloaded"}"#
        )
        let exchange = Wire.read(Wire.stream([Self.start, error]), by: Self.dialect)
        #expect(exchange.error?.type == .serverError)
        #expect(exchange.error?.isTransient == true)
    }

    @Test func `of a cut stream the input is known and the output estimated`() {
        let exchange = Wire.read(
            Wire.stream([Self.start, Self.delta("12345678")]),
            by: Self.dialect
        )
        #expect(exchange.error?.type == .truncated)
        #expect(exchange.billing == .possiblyBilled)
        let expected = Usage(input: 25, cachedInput: 2048, output: 2, isEstimated: true)
        #expect(exchange.usage == expected)
    }

    @Test func `fast and regional inference are priced apart`() {
        let usage =
            #"{"input_tokens":1,"output_tokens":1,"service_tier":"priority","speed":"fast","inference_geo":"us"}"#
        let body = Self.message().replacing(Self.usage, with: usage)
        let exchange = Wire.read(Wire.response(200, body), by: Self.dialect)
        #expect(exchange.facts.surcharges == ["fast", "us"])
        #expect(exchange.facts.serviceTier == "priority")
    }

    @Test func `events of later versions are kept and harmless`() {
        let response = Wire.stream([
            Self.start, Self.event("aura", #","colour":"mauve""#), Self.delta("{}"), Self.stop,
            Self.event("message_stop"),
        ])
        let exchange = Wire.read(response, by: Self.dialect)
        #expect(exchange.completion?.text == "{}")
        #expect(exchange.body == response.body)
    }
}
