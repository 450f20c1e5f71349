import TallyCore
import TallyMonitoring
import Testing
import TestServer

struct WebhookTests {
    @Test func `a batch is signed as Standard Webhooks' own example has it`() throws {
        let key = try #require(WebhookSender.key(of: "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"))
        let signature = WebhookSender.signature(
            of: #"{"test": 2432232314}"#,
            id: "msg_p5jXN8AQM9LWM0D4loKWxJek",
            time: "1614265330",
            by: key
        )
        #expect(signature == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=")
    }

    @Test(arguments: ["", "short", "whsec_AAAA", "whsec_%%%"])
    func `a secret that is too short or no base 64 is none`(secret: String) {
        #expect(WebhookSender.key(of: secret) == nil)
    }

    @Test func `every try bears the same identifier, and no message shows the address`()
        async throws
    {
        let script = FaultServer.Script { request in
            let status = request.number == 1 ? "500 Oops" : "410 Gone"
            let body = "Cannot POST /canary"
            return Fault("no", [TestServer.response(status, "Retry-After: 0.01\r\n", body)])
        }
        try await FaultServer.with(script) { server in
            let sender = WebhookSender(
                url: "http://127.0.0.1:\(server.port)/canary",
                secrets: ["/canary"],
                key: nil,
                // The tests share few threads: time is not what this is about.
                deadline: .seconds(60)
            )
            var generator = SeededGenerator(seed: 1, stream: "x")
            let id = ULID(milliseconds: 1, using: &generator)
            let error = await #expect(throws: MonitorError.self) {
                try await sender.send(["{}"], id: id, at: Moment(milliseconds: 1_795_914_000_000))
            }
            #expect(error?.message == "the webhook refused them (410): Cannot POST [redacted]")
            let requests = server.plays.map(\.request)
            #expect(requests.map { $0.header("webhook-id") } == ["msg_\(id)", "msg_\(id)"])
            #expect(requests[0].header("webhook-timestamp") == "1795914000")
            #expect(requests[0].header("webhook-signature") == nil)
        }
    }
}
