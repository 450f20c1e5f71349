import TallyCore
import TestServer
import Testing

/// Successes without an answer: the server's failure, never the model's.
@Suite(.timeLimit(.minutes(3)))
struct EmptySuccessTests {
    struct Success: Sendable, CustomTestStringConvertible {
        let testDescription: String
        var status = 200
        var error = "server_error"
        let message: String
        let fault: Fault
    }

    private static let page = "<html><body>Please sign in</body></html>"
    private static let overload = #"{"error":{"message":"overloaded","code":"server_error"}}"#
    private static let tooFast =
        #"{"error":{"message":"slow down","code":"rate_limit_exceeded"}}"#
    private static let noContent: [TestServer.Step] = [.send("HTTP/1.1 204 No Content\r\n\r\n")]

    static let successes = [
        Success(
            testDescription: "an error object",
            message: "200 with an error: overloaded",
            fault: .response("empty", body: overload)
        ),
        Success(
            testDescription: "an error object about limits",
            error: "rate_limited",
            message: "200 with an error: slow down",
            fault: .response("empty", body: tooFast)
        ),
        Success(
            testDescription: "a page",
            message: "200 without JSON: \(page)",
            fault: Fault(
                "empty",
                [
                    .send(
                        Fault.head("200 OK", ["content-length: \(page.utf8.count)"], "text/html")
                    ),
                    .send(page),
                ]
            )
        ),
        Success(
            testDescription: "nothing",
            message: "200 without JSON: ",
            fault: .response("empty", body: "")
        ),
        Success(
            testDescription: "an empty object",
            message: "200 without an answer",
            fault: .response("empty", body: "{}")
        ),
        Success(
            testDescription: "no choices",
            message: "200 without an answer",
            fault: .response("empty", body: #"{"id":"x","choices":[]}"#)
        ),
        Success(
            testDescription: "204",
            status: 204,
            message: "status 204",
            fault: Fault("empty", noContent)
        ),
        Success(
            testDescription: "a stream of [DONE] alone",
            message: "200 without an answer",
            fault: .stream("empty", Chat.done)
        ),
        Success(
            testDescription: "a stream of an error alone",
            message: "200 with an error: overloaded",
            fault: .stream("empty", "data: \(overload)\n\n")
        ),
    ]

    @Test(arguments: successes, [false, true])
    func `a success without an answer is asked again`(
        success: Success,
        isStreamed: Bool
    ) async throws {
        try await FaultScene.with(
            .init(isStreamed: isStreamed),
            fault: FaultScene.once(success.fault)
        ) { scene in
            let run = try await scene.run()
            for attempt in try scene.attempts(hitBy: "empty", count: 2) {
                #expect(attempt.number == 1)
                #expect(attempt.status == success.status)
                #expect(attempt.error == success.error)
                #expect(attempt.message == success.message)
                #expect(attempt.billed == "possibly_billed")
                #expect(attempt.isEstimated == true)
                #expect(!attempt.hasFirstContent)
            }
            let isLimit = success.error == "rate_limited"
            #expect(run["rate_limited"]?.integer == (isLimit ? 2 : 0))
            try scene.expectMendedByRetry()
        }
    }

    @Test func `an endpoint that never says more than 200 leaves its cases pending`() async throws {
        let fault = Fault.response("empty", body: Self.overload)
        try await FaultScene.with(fault: FaultScene.always(fault)) { scene in
            let run = try await scene.run(exit: 6)
            // Two cases, each with two attempts, and once more when the others were done.
            #expect(try scene.attempts(hitBy: "empty", count: 8).map(\.number).max() == 2)
            #expect(run["trials"]?["pending"]?.integer == 2)
            #expect(run["stop_reason"]?.string?.contains("overloaded") == true)
            #expect(try scene.faultyTrials(2).allSatisfy { !$0.isAccepted && $0.isExact == nil })
            try scene.expectAnswered(allBut: FaultScene.faulty)
            scene.mend()
            try await scene.resume()
        }
    }
}
