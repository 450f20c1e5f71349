import TallyCore
import TallyHTTP
import TallyProviders
import Testing

/// Shapes as OpenAI documents them: https://platform.openai.com/docs/api-reference/responses and
/// https://platform.openai.com/docs/api-reference/responses-streaming.
struct ResponsesAnswerTests {
    private static let dialect = ResponsesDialect(
        profile: Profile(name: "p", provider: .openai, model: "m"),
        schema: [:]
    )

    private static func response(
        _ text: String = "{}",
        status: String = "completed",
        details: String = "null",
        error: String = "null"
    ) -> String {
        #"{"id":"resp_1","object":"response","created_at":1,"status":"\#(status)","error":\#(error),"#
            + #""incomplete_details":\#(details),"model":"gpt-5.6-sol","service_tier":"default","#
            + #""output":[{"type":"reasoning","id":"rs_1","summary":[]},{"type":"message","id":"#
            + #""msg_1","status":"completed","role":"assistant","content":[{"type":"output_text","#
            + #""annotations":[],"text":\#(JSONValue.string(text).jsonText)}]}],"usage":{"#
            + #""input_tokens":100,"input_tokens_details":{"cached_tokens":64,"cache_write_tokens":6},"#
            + #""output_tokens":50,"output_tokens_details":{"reasoning_tokens":30},"total_tokens":150}}"#
    }

    private static func event(_ type: String, _ members: String = "") -> String {
        "event: \(type)\n" + Wire.event(#"{"type":"\#(type)"\#(members)}"#)
    }

    private static func delta(_ text: String) -> String {
        event(
            "response.output_text.delta",
            #","item_id":"msg_1","output_index":1,"content_index":0,"delta":"\#(text)""#
        )
    }

    @Test func `a whole response is the text of its messages`() {
        let exchange = Wire.read(Wire.response(200, Self.response()), by: Self.dialect)
        #expect(exchange.completion == Completion(text: "{}", finish: .stop))
        let usage = Usage(input: 30, cachedInput: 64, cacheWrite: 6, output: 50, reasoning: 30)
        #expect(exchange.usage == usage)
        #expect(exchange.facts.model == "gpt-5.6-sol")
        #expect(exchange.facts.serviceTier == "default")
    }

    @Test func `a stream is its deltas, and reasoning is no content`() throws {
        let head = #","response":{"id":"resp_1","model":"gpt-5.6-sol","status":"in_progress"}"#
        let exchange = Wire.read(
            Wire.stream([
                Self.event("response.created", head), Self.event("response.in_progress", head),
                Self.event("response.reasoning_summary_text.delta", #","delta":"hm""#),
                Self.delta("{"), Self.delta("}"), Self.event("response.output_text.done"),
                Self.event("response.completed", #","response":\#(Self.response())"#),
            ]),
            by: Self.dialect
        )
        #expect(exchange.completion == Completion(text: "{}", finish: .stop))
        #expect(exchange.timings.firstContent == .milliseconds(1300))
        #expect(exchange.chunkOffsets == [0, 100])
        #expect(exchange.usage?.reasoning == 30)
        // The last event holds the whole answer, which reads back the same.
        let again = Wire.read(
            Wire.response(200, String(decoding: exchange.body, as: UTF8.self)),
            by: Self.dialect
        )
        #expect(again.completion == exchange.completion)
        #expect(again.usage == exchange.usage)
    }

    @Test(arguments: [
        (#"{"reason":"max_output_tokens"}"#, Completion.FinishReason.length),
        (#"{"reason":"content_filter"}"#, .contentFilter),
        (#"{"reason":"steered"}"#, .other("steered")), ("null", .other("incomplete")),
    ])
    func `an incomplete response says why`(details: String, finish: Completion.FinishReason) {
        let body = Self.response(status: "incomplete", details: details)
        let exchange = Wire.read(Wire.response(200, body), by: Self.dialect)
        #expect(exchange.completion?.finish == finish)
        #expect(exchange.billing == .billed)
    }

    @Test func `a refusal is one`() {
        let body =
            #"{"status":"completed","model":"m","output":[{"type":"message","content":"#
            + #"[{"type":"refusal","refusal":"No."}]}],"usage":null}"#
        let exchange = Wire.read(Wire.response(200, body), by: Self.dialect)
        #expect(exchange.completion == Completion(text: "No.", finish: .refusal))
    }

    @Test(arguments: [
        ("server_error", ErrorType.serverError), ("rate_limit_exceeded", .rateLimited),
        ("invalid_prompt", .contentFilter), ("image_parse_error", .badRequest),
        ("image_content_policy_violation", .contentFilter), ("bio_policy", .contentFilter),
        ("never_heard_of", .serverError),
    ])
    func `a failed response is classified by its code`(code: String, type: ErrorType) {
        let error = #"{"code":"\#(code)","message":"why"}"#
        let failed = Self.response(status: "failed", error: error)
        let streamed = Wire.stream([Self.event("response.failed", #","response":\#(failed)"#)])
        for response in [Wire.response(200, failed), streamed] {
            let exchange = Wire.read(response, by: Self.dialect)
            #expect(exchange.error?.type == type)
            #expect(exchange.error?.message.contains("why") == true)
        }
    }

    @Test func `an error event in the middle is a cut answer with its first token`() {
        let error = Self.event("error", #","code":"server_error","message":"broke","param":null"#)
        let exchange = Wire.read(Wire.stream([Self.delta("{"), error]), by: Self.dialect)
        #expect(exchange.error?.type == .truncated)
        #expect(exchange.timings.firstContent == .milliseconds(1000))
        #expect(exchange.usage?.isEstimated == true)
        #expect(exchange.billing == .possiblyBilled)
    }

    @Test func `events of later versions are kept and harmless`() {
        let unknown = Self.event("response.telepathy.delta", #","delta":7"#)
        let events = [
            Self.delta("{}"), unknown,
            Self.event("response.completed", #","response":\#(Self.response())"#),
        ]
        let response = Wire.stream(events)
        let exchange = Wire.read(response, by: Self.dialect)
        #expect(exchange.completion?.text == "{}")
        #expect(exchange.body == response.body)
    }

    @Test func `a stream that spares the deltas is read from its end`() {
        let end = Self.event("response.completed", #","response":\#(Self.response("{}"))"#)
        let exchange = Wire.read(Wire.stream([end]), by: Self.dialect)
        #expect(exchange.completion == Completion(text: "{}", finish: .stop))
        #expect(exchange.timings.firstContent == .milliseconds(1000))
    }

    @Test func `a stream without its last event is cut`() {
        let exchange = Wire.read(Wire.stream([Self.delta("{}")]), by: Self.dialect)
        #expect(exchange.error?.type == .truncated)
        #expect(exchange.error?.isTransient == true)
    }
}
