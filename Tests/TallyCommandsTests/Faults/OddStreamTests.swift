import TallyCore
import TestServer
import Testing

/// Streams that are written unusually and yet bring a whole answer.
@Suite(.timeLimit(.minutes(3)))
struct OddStreamTests {
    struct Oddity: Sendable, CustomTestStringConvertible {
        let testDescription: String
        var isEstimated = false
        /// Makes what the server plays of an answer.
        let steps: @Sendable (_ text: String) -> [TestServer.Step]
    }

    static let oddities = [
        Oddity(testDescription: "a finish reason but no [DONE]") { text in
            orderly(Chat.events(text).dropLast().joined())
        },
        Oddity(testDescription: "closed after the finish reason", isEstimated: true) { text in
            let events = Chat.events(text).prefix(3).joined()
            return [.send(Fault.streamHead), .sendBytes(Fault.chunk(events)), .close]
        },
        Oddity(testDescription: "no usage", isEstimated: true) { text in
            orderly(Chat.events(text).filter { $0 != Chat.usage }.joined())
        },
        Oddity(testDescription: "CRLF") { text in
            orderly(Chat.events(text).joined().replacing("\n", with: "\r\n"))
        },
        Oddity(testDescription: "comments and empty events") { text in
            let silence = ": keep-alive\n\n\n\nevent: ping\nretry: 10\n\n"
            return orderly(silence + Chat.events(text).map { $0 + silence }.joined())
        },
        Oddity(testDescription: "bytes one by one") { text in
            let bytes = Array(Chat.events(text).joined().utf8)
            let chunks = bytes.map { TestServer.Step.sendBytes(Fault.chunk([$0])) }
            return [.send(Fault.streamHead)] + chunks.flatMap { [$0, .wait(.microseconds(50))] }
                + [.send(Fault.lastChunk)]
        },
        Oddity(testDescription: "packets of one byte") { text in
            let events = Fault.chunk(Chat.events(text).joined())
            let bytes = Array(Fault.streamHead.utf8) + events + Array(Fault.lastChunk.utf8)
            return [.trickle(bytes[...], every: .microseconds(50))]
        },
    ]

    private static func orderly(_ events: String) -> [TestServer.Step] {
        Fault.stream("", events).steps
    }

    /// The right answer with a key besides, whose characters take two to four bytes.
    private static func text(for shop: String) -> String {
        Receipts.answer(for: shop).dropLast() + #","note":"é € 🧾"}"#
    }

    @Test(arguments: oddities)
    func `an unusual stream is the answer it brings`(oddity: Oddity) async throws {
        let fault: FaultScene.Choice = { request in
            guard FaultScene.faulty.contains(request.subject) else { return nil }
            return Fault("odd", oddity.steps(Self.text(for: request.subject)))
        }
        try await FaultScene.with(.init(isStreamed: true), fault: fault) { scene in
            let run = try await scene.run()
            for attempt in try scene.attempts(hitBy: "odd", count: 2) {
                #expect(attempt.status == 200)
                #expect(attempt.error == nil, "\(attempt)")
                #expect(attempt.finish == "stop")
                #expect(attempt.billed == "billed")
                #expect(attempt.isEstimated == oddity.isEstimated)
                #expect(attempt.hasFirstContent)
                #expect(String(validating: attempt.body, as: UTF8.self)?.contains("🧾") == true)
            }
            #expect(scene.server.plays.count == FaultBenchmark.cases)
            for trial in try scene.faultyTrials() {
                #expect(trial.repairs == "extra_key")
                #expect(trial.output?.contains("é € 🧾") == true)
            }
            #expect(run["tokens"]?["estimated"]?.integer == (oddity.isEstimated ? 2 : 0))
            try scene.expectAnswered()
        }
    }
}
