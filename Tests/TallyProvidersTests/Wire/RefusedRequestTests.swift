import TallyCore
import TallyHTTP
import Testing

struct RefusedRequestTests {
    private func read(
        _ status: Int,
        _ body: String = "",
        headers: [(name: String, value: String)] = []
    ) -> Exchange {
        Wire.read(Wire.response(status, body, headers: headers))
    }

    @Test(
        arguments: [
            (401, ErrorType.auth, false), (403, .auth, false), (404, .notFound, false),
            (400, .badRequest, false), (422, .badRequest, false), (413, .badRequest, false),
            (408, .timeout, true), (409, .serverError, true), (202, .serverError, true),
            (429, .rateLimited, true), (500, .serverError, true), (503, .serverError, true),
            (529, .serverError, true),
        ] as [(Int, ErrorType, Bool)]
    )
    func `a status is its error`(status: Int, type: ErrorType, isTransient: Bool) {
        let exchange = read(status, Wire.error("null"))
        #expect(exchange.error?.type == type)
        #expect(exchange.error?.isTransient == isTransient)
        #expect(exchange.error?.status == status)
        #expect(exchange.error?.message == "why")
        #expect(exchange.status == status)
    }

    @Test(arguments: [400, 401, 404, 429, 500])
    func `a refused request is not billed and has no usage`(status: Int) {
        let exchange = read(status, Wire.error("null"))
        #expect(exchange.billing == .notBilled)
        #expect(exchange.usage == nil)
    }

    @Test func `a success without an answer may be billed`() {
        let exchange = read(204)
        #expect(exchange.error?.type == .serverError)
        #expect(exchange.error?.message == "status 204")
        #expect(exchange.billing == .possiblyBilled)
    }

    @Test func `a 429 carries the server's wish`() {
        let exchange = read(
            429,
            Wire.error("\"rate_limit_exceeded\""),
            headers: [("retry-after", "7"), ("x-ratelimit-reset-tokens", "6m0s")]
        )
        #expect(exchange.error?.retryAfter == .seconds(7))
        let dated = read(429, headers: [("retry-after", "Tue, 24 Nov 2026 03:12:30 GMT")])
        #expect(dated.error?.retryAfter == .seconds(30))
        #expect(read(429).error?.retryAfter == nil)
    }

    @Test func `reset headers ask for nothing unless the answer is a 429`() {
        let headers = [(name: "x-ratelimit-reset-tokens", value: "6s")]
        #expect(read(429, headers: headers).error?.retryAfter == .seconds(6))
        #expect(read(500, headers: headers).error?.retryAfter == nil)
    }

    @Test func `a redirect is a wrong endpoint, whatever its body says`() {
        let error = read(302, Wire.error("null")).error
        #expect(error?.type == .notFound)
        #expect(error?.message.contains("check the endpoint") == true)
    }

    /// As LiteLLM 1.106 sends them to whoever asked for a stream.
    @Test func `a refusal within a stream is read like any other`() {
        func stream(_ code: String) -> String {
            "data: {\"error\": {\"message\": \"no stream\", \"code\": \"\(code)\"}}\n\ndata: [DONE]\n\n"
        }
        let headers = [(name: "content-type", value: "text/event-stream; charset=utf-8")]
        let failed = read(500, stream("500"), headers: headers).error
        #expect(failed?.type == .serverError)
        #expect(failed?.message == "no stream")
        let unpaid = read(429, stream("insufficient_quota"), headers: headers).error
        #expect(unpaid?.type == .quota)
    }

    @Test(arguments: ["\"insufficient_quota\"", "null"])
    func `a 429 for money is a quota, not a limit of pace`(code: String) {
        let exchange = read(429, Wire.error(code, type: "insufficient_quota"))
        #expect(exchange.error?.type == .quota)
        #expect(exchange.error?.isTransient == false)
    }

    @Test func `a filtered prompt may be billed`() {
        let exchange = read(400, Wire.error("\"content_filter\""))
        #expect(exchange.error?.type == .contentFilter)
        #expect(exchange.billing == .possiblyBilled)
        #expect(exchange.usage == Usage(input: 7, isEstimated: true))
    }

    @Test(arguments: [("true", true), ("false", false)])
    func `the server's word on retrying is kept`(text: String, isTransient: Bool) {
        for status in [400, 500] {
            let exchange = read(status, headers: [("x-should-retry", text)])
            #expect(exchange.error?.isTransient == isTransient)
        }
    }

    @Test func `a code that is a number is no obstacle`() {
        let exchange = read(400, "{\"error\":{\"code\":400,\"message\":\"context too long\"}}")
        #expect(exchange.error?.message == "context too long")
    }

    @Test(arguments: [
        ("{\"error\":\"plain\"}", "plain"),
        ("<html>\n  <b>502</b>\n</html>", "<html> <b>502</b> </html>"),
        ("", "status 502"), (" \n", "status 502"),
    ])
    func `a body that is no error object is quoted on one line`(body: String, message: String) {
        #expect(read(502, body).error?.message == message)
    }

    @Test func `a long body is quoted in part`() throws {
        let message = try #require(read(500, String(repeating: "x", count: 5000)).error?.message)
        #expect(message.utf8.count == 200)
    }

    @Test(
        arguments: [
            (WireFailure.Kind.connect, ErrorType.connect), (.tls, .tls), (.timeout, .timeout),
            (.cancelled, .cancelled), (.closed, .connect),
        ] as [(WireFailure.Kind, ErrorType)]
    )
    func `a failure before any byte is named`(kind: WireFailure.Kind, type: ErrorType) {
        let exchange = Wire.read(Wire.response(nil, "", headers: [], failure: .init(kind, "why")))
        #expect(exchange.error?.type == type)
        #expect(exchange.error?.message == "why")
        #expect(exchange.billing == .possiblyBilled)
    }

    @Test func `a request that never left is not billed`() {
        var response = Wire.response(nil, "", headers: [], failure: .init(.connect, "refused"))
        response.sent = nil
        let exchange = Wire.read(response)
        #expect(exchange.billing == .notBilled)
        #expect(exchange.usage == nil)
        #expect(exchange.timings.service == .milliseconds(2100))
    }
}
