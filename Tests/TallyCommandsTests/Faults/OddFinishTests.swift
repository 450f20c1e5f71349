import TallyCore
import TestServer
import Testing

/// Answers that end otherwise than well, or come from another model than was asked.
@Suite(.timeLimit(.minutes(3)))
struct OddFinishTests {
    struct Finish: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let reason: String
        /// Makes the answer of the right one.
        var text: @Sendable (_ right: String) -> String = { $0 }
        /// What the model fails by.
        var error: String?
    }

    static let finishes = [
        Finish(testDescription: "filtered", reason: "content_filter", error: "content_filter"),
        Finish(
            testDescription: "cut at the limit",
            reason: "length",
            text: { String($0.dropLast(4)) },
            error: "truncated"
        ),
        Finish(testDescription: "at the limit, but whole", reason: "length"),
        Finish(testDescription: "an unknown reason", reason: "eos_reached"),
        Finish(
            testDescription: "nothing said",
            reason: "stop",
            text: { _ in "" },
            error: "empty_answer"
        ),
    ]

    @Test(arguments: finishes, [false, true])
    func `how an answer ended decides what it is worth`(
        finish: Finish,
        isStreamed: Bool
    ) async throws {
        let fault: FaultScene.Choice = { request in
            guard FaultScene.faulty.contains(request.subject) else { return nil }
            let text = finish.text(Receipts.answer(for: request.subject))
            return .chat("ended", text, finish: finish.reason, isStreamed: isStreamed)
        }
        try await FaultScene.with(.init(isStreamed: isStreamed), fault: fault) { scene in
            let run = try await scene.run()
            for attempt in try scene.attempts(hitBy: "ended", count: 2) {
                #expect(attempt.error == nil)
                #expect(attempt.finish == finish.reason)
                #expect(attempt.billed == "billed")
            }
            #expect(scene.server.plays.count == FaultBenchmark.cases)
            for trial in try scene.faultyTrials() {
                #expect(trial.state == (finish.error == nil ? "answered" : "model_failure"))
                #expect(trial.error == finish.error)
                #expect(trial.isAccepted)
                #expect(trial.isExact == (finish.error == nil))
            }
            let failures = finish.error.flatMap { run["errors"]?[$0]?.integer }
            #expect(failures == (finish.error == nil ? nil : 2))
            try scene.expectAnswered(allBut: finish.error == nil ? [] : FaultScene.faulty)
        }
    }

    @Test func `a prompt that the filter refuses is the model's failure`() async throws {
        let body = #"{"error":{"message":"filtered","code":"content_filter"}}"#
        let fault = Fault.response("filtered", "400 Bad Request", body: body)
        try await FaultScene.with(fault: FaultScene.always(fault)) { scene in
            try await scene.run()
            for attempt in try scene.attempts(hitBy: "filtered", count: 2) {
                #expect(attempt.error == "content_filter")
                #expect(attempt.billed == "possibly_billed")
                #expect(attempt.body == Array(body.utf8))
            }
            for trial in try scene.faultyTrials() {
                #expect(trial.state == "model_failure")
                #expect(trial.error == "content_filter")
                #expect(trial.isAccepted)
                #expect(trial.isExact == false)
            }
            try scene.expectAnswered(allBut: FaultScene.faulty)
        }
    }

    @Test(arguments: [false, true])
    func `another model than was asked is named`(isStreamed: Bool) async throws {
        let fault: FaultScene.Choice = { request in
            guard FaultScene.faulty.contains(request.subject) else { return nil }
            let text = Receipts.answer(for: request.subject)
            let answer = isStreamed ? Chat.events(text).joined() : Chat.whole(text)
            let other = answer.replacing(#""model":"remote""#, with: #""model":"cheaper-7b""#)
            return isStreamed ? .stream("swapped", other) : .response("swapped", body: other)
        }
        try await FaultScene.with(.init(isStreamed: isStreamed), fault: fault) { scene in
            let run = try await scene.run()
            let attempts = try scene.attempts(hitBy: "swapped", count: 2)
            #expect(attempts.allSatisfy { $0.model == "cheaper-7b" && $0.error == nil })
            #expect(run["returned_models"]?["cheaper-7b"]?.integer == 2)
            #expect(run["returned_models"]?["remote"]?.integer == FaultBenchmark.cases - 2)
            try scene.expectAnswered()
            let shown = try await scene.tally("show", "latest")
            #expect(shown.code == 0)
            #expect(shown.output.contains("cheaper-7b"))
        }
    }
}
