import TallyCore
import TallyHTTP
import Testing

struct WholeAnswerTests {
    @Test func `a body is its answer`() {
        var response = Wire.response(200, Wire.completion("{\"total\":5}"))
        response.headers += [("x-request-id", "req-9"), ("x-tally-simulated", "1")]
        let exchange = Wire.read(response)
        #expect(exchange.completion == Completion(text: "{\"total\":5}", finish: .stop))
        #expect(exchange.usage == Usage(input: 100, output: 20))
        #expect(exchange.billing == .billed)
        #expect(exchange.body == response.body)
        #expect(exchange.timings.timeToFirstToken == nil)
        #expect(exchange.timings.service == .seconds(2))
        #expect(exchange.facts.requestID == "req-9")
        #expect(exchange.isSimulated)
    }

    @Test(arguments: [
        ("length", Completion.FinishReason.length), ("content_filter", .contentFilter),
    ])
    func `the finish reason is kept`(reason: String, finish: Completion.FinishReason) {
        let response = Wire.response(200, Wire.completion("x", finish: reason))
        #expect(Wire.read(response).completion?.finish == finish)
    }

    @Test func `an empty answer that ended is an answer`() {
        let exchange = Wire.read(Wire.response(200, Wire.completion("")))
        #expect(exchange.completion == Completion(text: "", finish: .stop))
    }

    @Test(arguments: ["<html>Service busy</html>", "", "[]", "{\"choices\":[{", "\"text\""])
    func `a 200 that is no JSON object is the server's error, not an answer`(body: String) {
        let headers = [(name: "content-type", value: "text/html")]
        let exchange = Wire.read(Wire.response(200, body, headers: headers))
        #expect(exchange.error?.type == .serverError)
        #expect(exchange.error?.isTransient == true)
        #expect(exchange.billing == .possiblyBilled)
        #expect(exchange.usage?.isEstimated == true)
        #expect(exchange.body == Array(body.utf8))
    }

    @Test(arguments: ["{}", "{\"choices\":[]}", "{\"choices\":[{\"message\":{\"content\":null}}]}"])
    func `a 200 without a choice is the server's error`(body: String) {
        let exchange = Wire.read(Wire.response(200, body))
        #expect(exchange.error?.type == .serverError)
        #expect(exchange.billing == .possiblyBilled)
    }

    @Test func `a 200 with an error is an error that says what happened`() {
        let exchange = Wire.read(Wire.response(200, Wire.error("\"overloaded\"")))
        #expect(exchange.error?.type == .serverError)
        #expect(exchange.error?.message == "200 with an error: why")
        #expect(exchange.billing == .possiblyBilled)
    }

    @Test func `a 200 with a filter's error is a filtered prompt`() {
        let exchange = Wire.read(Wire.response(200, Wire.error("\"content_filter\"")))
        #expect(exchange.error?.type == .contentFilter)
    }

    @Test func `a 200 with a limit's error is a limit`() {
        let exchange = Wire.read(Wire.response(200, Wire.error("\"rate_limit_exceeded\"")))
        #expect(exchange.error?.type == .rateLimited)
    }

    @Test func `content in parts is the text of its parts`() {
        let parts = "[{\"type\":\"text\",\"text\":\"{\"},{\"type\":\"x\"},{\"text\":\"}\"}]"
        let body = "{\"choices\":[{\"message\":{\"content\":\(parts)},\"finish_reason\":\"stop\"}]}"
        #expect(Wire.read(Wire.response(200, body)).completion?.text == "{}")
    }

    @Test func `a body that breaks off is truncated and perhaps billed`() {
        let failure = WireFailure(.closed, "reset")
        let exchange = Wire.read(Wire.response(200, "{\"choices\":[{\"mess", failure: failure))
        #expect(exchange.error?.type == .truncated)
        #expect(exchange.error?.isTransient == true)
        #expect(exchange.billing == .possiblyBilled)
        #expect(exchange.usage?.isEstimated == true)
    }

    /// A body without a length ends with its connection, which some clients call lost.
    @Test func `a connection lost after a whole body takes nothing from it`() {
        let failure = WireFailure(.closed, "reset")
        let exchange = Wire.read(Wire.response(200, Wire.completion("{}"), failure: failure))
        #expect(exchange.completion == Completion(text: "{}", finish: .stop))
        #expect(exchange.billing == .billed)
    }

    @Test func `a body beyond the cap is truncated and not sent again`() {
        let failure = WireFailure(.tooLarge, "body larger than 8 bytes")
        let exchange = Wire.read(Wire.response(200, "{\"choices", failure: failure))
        #expect(exchange.error?.type == .truncated)
        #expect(exchange.error?.isTransient == false)
    }
}
