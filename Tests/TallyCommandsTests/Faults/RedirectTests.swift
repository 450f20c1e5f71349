import TallyCore
import TestServer
import Testing

/// Redirects, which could carry a key to another origin.
@Suite(.timeLimit(.minutes(3)))
struct RedirectTests {
    @Test(arguments: ["301 Moved Permanently", "302 Found", "307 Temporary Redirect"])
    func `a redirect is not followed, and stops the lane`(status: String) async throws {
        let script = FaultServer.Script { .answer(to: $0) }
        try await FaultServer.with(script) { elsewhere in
            let place = "location: http://127.0.0.1:\(elsewhere.port)/v1/chat/completions"
            let fault = Fault.response("redirect", status, place, body: "")
            let first = "Shop3"
            try await FaultScene.with(
                .init(concurrency: 1),
                fault: { $0.subject == first ? fault : nil }
            ) { scene in
                let run = try await scene.run(exit: 6)
                let attempt = try #require(try scene.attempts(hitBy: "redirect", count: 1).first)
                #expect(attempt.error == "not_found")
                #expect(attempt.status == Int(status.prefix(3)))
                #expect(attempt.billed == "not_billed")
                #expect(attempt.message.contains("not followed"))
                #expect(run["stop_reason"]?.string?.contains("redirected elsewhere") == true)
                // Nobody came, with or without a key.
                #expect(elsewhere.connections.all == 0)
                #expect(elsewhere.plays.isEmpty)
                let asked = scene.server.plays
                #expect(asked.last?.fault == "redirect")
                #expect(
                    asked.allSatisfy {
                        $0.request.header("authorization") == "Bearer \(Scene.key)"
                    }
                )
                scene.mend()
                try await scene.resume()
                #expect(elsewhere.connections.all == 0)
            }
        }
    }
}
