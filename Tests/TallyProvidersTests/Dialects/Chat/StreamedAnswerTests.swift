import TallyCore
import TallyHTTP
import Testing

struct StreamedAnswerTests {
    private let whole = [
        Wire.role, Wire.content("{\\\"total\\\":"), Wire.content("5}"), Wire.stop, Wire.usage,
        Wire.done,
    ]

    @Test func `a whole stream is its answer, billed as reported`() {
        let exchange = Wire.read(Wire.stream(whole))
        #expect(exchange.completion == Completion(text: "{\"total\":5}", finish: .stop))
        #expect(exchange.usage == Usage(input: 36, cachedInput: 64, output: 20))
        #expect(exchange.billing == .billed)
        #expect(exchange.status == 200)
        #expect(exchange.facts.model == "m-1")
    }

    @Test func `the first token is the first content, not the role`() {
        let exchange = Wire.read(Wire.stream(whole))
        #expect(exchange.timings.firstContent == .milliseconds(1100))
        #expect(exchange.timings.timeToFirstToken == .milliseconds(1000))
        #expect(exchange.timings.service == .seconds(2))
        #expect(exchange.chunkOffsets == [0, 100])
    }

    @Test func `a whole stream is stored as one answer that reads as the same`() throws {
        let exchange = Wire.read(Wire.stream(whole))
        let again = Wire.read(Wire.response(200, String(decoding: exchange.body, as: UTF8.self)))
        #expect(again.completion == exchange.completion)
        #expect(again.usage == exchange.usage)
        #expect(again.facts.model == exchange.facts.model)
    }

    @Test func `a first chunk without choices is passed over`() {
        let azure = Wire.event(
            "{\"id\":\"\",\"model\":\"\",\"choices\":[],\"prompt_filter_results\":[{\"prompt_index\":0}]}"
        )
        let exchange = Wire.read(Wire.stream([azure] + whole))
        #expect(exchange.completion?.text == "{\"total\":5}")
        #expect(exchange.facts.model == "m-1")
        #expect(exchange.timings.firstContent == .milliseconds(1200))
    }

    @Test func `a stream without usage is estimated and says so`() throws {
        let exchange = Wire.read(Wire.stream(whole.filter { $0 != Wire.usage }))
        let usage = try #require(exchange.usage)
        // 25 bytes read, 11 written, four to a token.
        #expect(usage == Usage(input: 7, output: 3, isEstimated: true))
        #expect(exchange.completion != nil)
    }

    @Test func `a stream without an end is truncated, perhaps billed, and keeps its first token`()
        throws
    {
        let exchange = Wire.read(Wire.stream([Wire.role, Wire.content("{"), Wire.content("x")]))
        let error = try #require(exchange.error)
        #expect(error.type == .truncated)
        #expect(error.isTransient)
        #expect(exchange.billing == .possiblyBilled)
        #expect(exchange.usage?.isEstimated == true)
        #expect(exchange.usage?.output == 1)
        #expect(exchange.timings.timeToFirstToken == .milliseconds(1000))
    }

    @Test func `a connection lost in mid-stream is truncated with its raw bytes`() {
        let failure = WireFailure(.closed, "reset")
        let response = Wire.stream(
            [Wire.role, Wire.content("{"), "data: {\"cho"],
            failure: failure
        )
        let exchange = Wire.read(response)
        #expect(exchange.error?.type == .truncated)
        #expect(exchange.body == response.body)
        #expect(exchange.billing == .possiblyBilled)
    }

    @Test func `a stream that is cut after its usage is billed as reported`() {
        let exchange = Wire.read(Wire.stream([Wire.content("{"), Wire.usage]))
        #expect(exchange.error?.type == .truncated)
        #expect(exchange.billing == .billed)
        #expect(exchange.usage == Usage(input: 36, cachedInput: 64, output: 20))
    }

    @Test func `a connection lost after the end of the answer takes nothing from it`() {
        let response = Wire.stream(whole, failure: WireFailure(.closed, "reset"))
        let exchange = Wire.read(response)
        #expect(exchange.completion?.text == "{\"total\":5}")
        #expect(exchange.billing == .billed)
        #expect(exchange.body == response.body)
    }

    @Test func `silence in mid-stream is a time-out, perhaps billed`() {
        let failure = WireFailure(.timeout, "silence")
        let exchange = Wire.read(Wire.stream([Wire.role, Wire.content("{")], failure: failure))
        #expect(exchange.error?.type == .timeout)
        #expect(exchange.error?.isTransient == true)
        #expect(exchange.billing == .possiblyBilled)
    }

    @Test func `an error event in mid-stream cuts the answer, with its first token`() {
        let error = Wire.event(Wire.error("\"overloaded\""))
        let exchange = Wire.read(Wire.stream([Wire.role, Wire.content("{"), error]))
        #expect(exchange.error?.type == .truncated)
        #expect(exchange.error?.isTransient == true)
        #expect(exchange.error?.message.contains("why") == true)
        #expect(exchange.billing == .possiblyBilled)
        #expect(exchange.timings.timeToFirstToken == .milliseconds(1000))
    }

    @Test func `an error event before any content is the server's error`() {
        let error = Wire.event(Wire.error("\"overloaded\""))
        let exchange = Wire.read(Wire.stream([Wire.role, error]))
        #expect(exchange.error?.type == .serverError)
        #expect(exchange.timings.timeToFirstToken == nil)
    }

    @Test func `a stream in pieces of one byte is the same answer`() {
        var response = Wire.stream(whole)
        response.marks = (1...response.body.count).map {
            .init(offset: $0, time: .milliseconds(1000 + $0))
        }
        let exchange = Wire.read(response)
        #expect(exchange.completion == Wire.read(Wire.stream(whole)).completion)
        let start = (Wire.role + Wire.content("{\\\"total\\\":")).utf8.count
        #expect(exchange.timings.firstContent == .milliseconds(1000 + start))
    }

    @Test func `a stream cut at any byte is never a success before its finish reason`() {
        let stream = Wire.stream(whole)
        let finish = whole[0...3].joined().utf8.count
        for cut in 0..<stream.body.count {
            var response = stream
            response.body.removeSubrange(cut...)
            let exchange = Wire.read(response)
            #expect((exchange.completion != nil) == (cut >= finish), "cut at \(cut)")
            #expect(exchange.billing == (cut >= finish ? .billed : .possiblyBilled))
        }
    }

    @Test(
        arguments: [
            ("length", Completion.FinishReason.length), ("content_filter", .contentFilter),
            ("tool_calls", .other("tool_calls")),
        ] as [(String, Completion.FinishReason)]
    )
    func `the finish reason is kept`(reason: String, finish: Completion.FinishReason) {
        let stream = [Wire.content("x"), Wire.chunk("{}", finish: reason), Wire.done]
        #expect(Wire.read(Wire.stream(stream)).completion?.finish == finish)
    }

    @Test func `a refusal is one, with its words`() {
        let stream = [Wire.role, Wire.chunk("{\"refusal\":\"I cannot\"}"), Wire.stop, Wire.done]
        let exchange = Wire.read(Wire.stream(stream))
        #expect(exchange.completion == Completion(text: "I cannot", finish: .refusal))
        #expect(exchange.timings.firstContent == nil)
    }

    @Test(arguments: [
        Wire.event("not json"), Wire.event("{\"secret_sauce\":{},\"choices\":[]}"), Wire.event("7"),
    ])
    func `what was not understood keeps the raw bytes`(odd: String) {
        let response = Wire.stream([odd] + whole)
        let exchange = Wire.read(response)
        #expect(exchange.completion?.text == "{\"total\":5}")
        #expect(exchange.body == response.body)
    }

    /// What it held is not known: the text without it would be scored as the model's own.
    @Test func `a piece that cannot be read cuts the answer`() {
        let pieces = [Wire.content("{"), Wire.event("{\"choices\":[{\u{0}"), Wire.content("}")]
        let response = Wire.stream(pieces + [Wire.stop, Wire.usage, Wire.done])
        let exchange = Wire.read(response)
        #expect(exchange.error?.type == .truncated)
        #expect(exchange.error?.isTransient == true)
        #expect(exchange.billing == .billed)
        #expect(exchange.body == response.body)
    }

    @Test(arguments: [
        #"{"content":"{}","tool_calls":[{"index":0}]}"#,
        #"{"content":"{}","reasoning_content":"hm"}"#,
        #"{"content":"{}","brand_new":1}"#,
    ])
    func `what the stored answer has no place for is kept as it came`(delta: String) {
        let response = Wire.stream([Wire.chunk(delta), Wire.stop, Wire.done])
        let exchange = Wire.read(response)
        #expect(exchange.completion?.text == "{}")
        #expect(exchange.body == response.body)
    }

    @Test func `members that say null are nothing new`() {
        let delta = #"{"content":"{}","tool_calls":null,"reasoning_content":null}"#
        let response = Wire.stream([Wire.chunk(delta), Wire.stop, Wire.done])
        #expect(Wire.read(response).body != response.body)
    }
}
