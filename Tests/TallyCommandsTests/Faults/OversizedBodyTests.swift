import TallyCore
import TestServer
import Testing

/// Bodies that are larger than any answer, and such that were not asked for.
@Suite(.timeLimit(.minutes(3)))
struct OversizedBodyTests {
    struct Body: Sendable, CustomTestStringConvertible {
        let testDescription: String
        var isStreamed = false
        let steps: [TestServer.Step]
    }

    static let limit = 8 << 20
    private static let filler = [UInt8](repeating: 0x20, count: 1 << 16)

    static let bodies = [
        Body(
            testDescription: "nine megabytes, as announced",
            steps: [
                .send(Fault.head("200 OK", ["content-length: \(9 << 20)"])),
                .sendBytes(.init(repeating: 0x20, count: 9 << 20)),
            ]
        ),
        Body(
            testDescription: "an endless body",
            steps: [
                .send(Fault.head("200 OK", ["transfer-encoding: chunked"])),
                .endless(Fault.chunk(filler)),
            ]
        ),
        Body(
            testDescription: "an endless stream",
            isStreamed: true,
            steps: [
                .send(Fault.streamHead),
                .endless(Fault.chunk(String(repeating: Chat.piece("once more "), count: 400))),
            ]
        ),
        Body(
            testDescription: "one endless event",
            isStreamed: true,
            steps: [
                .send(Fault.streamHead), .sendBytes(Fault.chunk(Chat.piece("{") + "data: ")),
                .endless(Fault.chunk(filler)),
            ]
        ),
    ]

    @Test(arguments: bodies)
    func `a body over the cap fails at once and its beginning is kept`(body: Body) async throws {
        let fault = Fault("oversized", body.steps)
        try await FaultScene.with(
            .init(isStreamed: body.isStreamed),
            fault: FaultScene.always(fault)
        ) { scene in
            let run = try await scene.run()
            for attempt in try scene.attempts(hitBy: "oversized", count: 2) {
                #expect(attempt.status == 200)
                #expect(attempt.error == "truncated")
                #expect(attempt.message == "body larger than \(Self.limit) bytes")
                #expect(attempt.billed == "possibly_billed")
                #expect(attempt.isEstimated == true)
                #expect(attempt.body.count == 1 << 16)
                #expect(attempt.hasFirstContent == body.isStreamed)
            }
            for trial in try scene.faultyTrials() {
                #expect(trial.isAccepted)
                #expect(trial.state == "failed")
                #expect(trial.error == "truncated")
            }
            #expect(run["trials"]?["failed"]?.integer == 2)
            try scene.expectAnswered(allBut: FaultScene.faulty)
            try await wait(until: "the server is left alone") { scene.server.connections.open == 0 }
        }
    }

    /// `{}` by gzip.
    private static let compressed: [UInt8] = [
        0x1F, 0x8B, 0x08, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x03, 0xAB, 0xAE, 0x05, 0x00, 0x43,
        0xBF, 0xA6, 0xA3, 0x02, 0x00, 0x00, 0x00,
    ]

    @Test(arguments: [["content-encoding: gzip"], []])
    func `a compressed body that was not asked for is no answer`(fields: [String]) async throws {
        let fault = Fault.response("compressed", "200 OK", fields, bytes: Self.compressed)
        try await FaultScene.with(fault: FaultScene.once(fault)) { scene in
            try await scene.run()
            for attempt in try scene.attempts(hitBy: "compressed", count: 2) {
                #expect(attempt.status == 200)
                #expect(attempt.error == "server_error")
                #expect(attempt.message.hasPrefix("200 without JSON"))
                #expect(attempt.billed == "possibly_billed")
                #expect(attempt.body == Self.compressed)
            }
            try scene.expectMendedByRetry()
        }
    }
}
