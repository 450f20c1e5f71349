import TallyCore
import TestServer
import Testing

/// Servers that break the rules of HTTP itself: no answer, or the right one, but never that of another request.
@Suite(.timeLimit(.minutes(3)))
struct BrokenProtocolTests {
    struct Breach: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let steps: [TestServer.Step]
        var error = "connect"
        var status: Int?
    }

    static let breaches = [
        Breach(testDescription: "another protocol", steps: [.send("220 mail.example ESMTP\r\n")]),
        Breach(testDescription: "no status", steps: [.send("HTTP/1.1 OK\r\n\r\n")]),
        Breach(
            testDescription: "an endless head",
            steps: [.send("HTTP/1.1 200 OK\r\n"), .endless(Array("x-more: and more\r\n".utf8))]
        ),
        Breach(
            testDescription: "an endless field",
            steps: [
                .send("HTTP/1.1 200 OK\r\nx-more: "), .endless(.init(repeating: 0x61, count: 4096)),
            ]
        ),
        Breach(
            testDescription: "a length below zero",
            steps: [.send("HTTP/1.1 200 OK\r\ncontent-length: -7\r\n\r\n")]
        ),
        Breach(
            testDescription: "two lengths",
            steps: [.send("HTTP/1.1 200 OK\r\ncontent-length: 2\r\ncontent-length: 3\r\n\r\n{}")]
        ),
        Breach(
            testDescription: "a chunk of no size",
            steps: [.send(Fault.streamHead), .send("soon\r\n{}\r\n0\r\n\r\n")],
            error: "truncated",
            status: 200
        ),
    ]

    @Test(arguments: breaches)
    func `a breach of the protocol is a broken connection`(breach: Breach) async throws {
        let choice = FaultScene.once(Fault("breach", breach.steps))
        try await FaultScene.with(fault: choice) { scene in
            try await scene.run()
            for attempt in try scene.attempts(hitBy: "breach", count: 2) {
                #expect(attempt.number == 1)
                #expect(attempt.error == breach.error, "\(attempt)")
                #expect(attempt.status == breach.status)
                #expect(attempt.billed == "possibly_billed")
                #expect(attempt.wasSent)
            }
            try scene.expectMendedByRetry()
            try await wait(until: "the server is left alone") { scene.server.connections.open == 0 }
        }
    }

    /// What comes with an answer must not be taken for the answer to the next request on that connection.
    @Test func `an answer that nobody asked for is given to no other case`() async throws {
        let choice: FaultScene.Choice = { request in
            guard FaultScene.faulty.contains(request.subject) else { return nil }
            let body = Chat.whole(Receipts.answer(for: request.subject))
            let answer = Fault.head("200 OK", ["content-length: \(body.utf8.count)"]) + body
            return Fault("twice", [.send(answer + answer)])
        }
        try await FaultScene.with(.init(concurrency: 1), fault: choice) { scene in
            try await scene.run()
            #expect(try scene.attempts(hitBy: "twice", count: 2).allSatisfy { $0.error == nil })
            // The connection is not used again.
            #expect(scene.server.connections.all == 3)
            try scene.expectAnswered()
        }
    }

    @Test func `what stands before the answer is passed over`() async throws {
        let choice: FaultScene.Choice = { request in
            guard FaultScene.faulty.contains(request.subject) else { return nil }
            let early = "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nlink: </>\r\n\r\n"
            return Fault("early", [.send(early)] + Fault.answer(to: request).steps)
        }
        try await FaultScene.with(fault: choice) { scene in
            try await scene.run()
            let attempts = try scene.attempts(hitBy: "early", count: 2)
            #expect(attempts.allSatisfy { $0.error == nil && $0.status == 200 })
            #expect(scene.server.plays.count == FaultBenchmark.cases)
            try scene.expectAnswered()
        }
    }

    @Test func `a body that ends with its connection is a whole one`() async throws {
        let choice: FaultScene.Choice = { request in
            guard FaultScene.faulty.contains(request.subject) else { return nil }
            let body = Chat.whole(Receipts.answer(for: request.subject))
            return Fault("unmeasured", [.send("HTTP/1.0 200 OK\r\n\r\n"), .send(body), .close])
        }
        try await FaultScene.with(fault: choice) { scene in
            try await scene.run()
            let attempts = try scene.attempts(hitBy: "unmeasured", count: 2)
            for attempt in attempts {
                #expect(attempt.error == nil, "\(attempt)")
                #expect(attempt.billed == "billed")
            }
            try scene.expectAnswered()
        }
    }
}
