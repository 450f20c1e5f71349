import TallyCore
import TestServer
import Testing

/// Answers that are not the JSON that was asked for: mended or failed, but never taken for something else.
@Suite(.timeLimit(.minutes(3)))
struct MalformedAnswerTests {
    struct Answer: Sendable, CustomTestStringConvertible {
        let testDescription: String
        /// What a model fails by, or `nil` when the answer can be mended.
        var error: String?
        var repairs: String?
        /// Makes the answer of the right one.
        let text: @Sendable (_ right: String) -> String
    }

    static let answers = [
        Answer(testDescription: "prose around", repairs: "surrounding_prose") {
            "Here it is: \($0) Anything else?"
        },
        Answer(testDescription: "a code fence", repairs: "code_fence") {
            "```json\n\($0)\n```"
        },
        Answer(testDescription: "cut off", error: "invalid_json") { String($0.dropLast(3)) },
        Answer(testDescription: "no JSON", error: "invalid_json") { _ in "I see a receipt." },
        Answer(testDescription: "NaN", error: "invalid_json") {
            $0.replacing(/"total":[0-9.]+/, with: #""total":NaN"#)
        },
        Answer(testDescription: "1e999", error: "invalid_json") {
            $0.replacing(/"total":[0-9.]+/, with: #""total":1e999"#)
        },
        Answer(testDescription: "a key twice", error: "invalid_json") {
            $0.dropLast() + #","total":1}"#
        },
        Answer(testDescription: "10,000 levels", error: "invalid_json") { _ in
            #"{"merchant":"# + String(repeating: "[", count: 10_000)
                + String(repeating: "]", count: 10_000) + "}"
        },
        Answer(testDescription: "an object for a name", error: "schema_invalid") {
            $0.replacing(/"merchant":"\w+"/, with: #""merchant":{"name":"Shop"}"#)
        },
        Answer(testDescription: "a list of objects", error: "schema_invalid") { "[\($0)]" },
    ]

    @Test(arguments: answers, [false, true])
    func `a malformed answer is mended or the model's failure`(
        answer: Answer,
        isStreamed: Bool
    ) async throws {
        let fault: FaultScene.Choice = { request in
            guard FaultScene.faulty.contains(request.subject) else { return nil }
            let text = answer.text(Receipts.answer(for: request.subject))
            return .chat("malformed", text, isStreamed: isStreamed)
        }
        try await FaultScene.with(.init(isStreamed: isStreamed), fault: fault) { scene in
            let run = try await scene.run()
            for attempt in try scene.attempts(hitBy: "malformed", count: 2) {
                #expect(attempt.status == 200)
                #expect(attempt.error == nil)
                #expect(attempt.billed == "billed")
                #expect(attempt.isEstimated == false)
                let choice = try JSONParser.parse(attempt.body)["choices"]?[0]
                let text = answer.text(Receipts.answer(for: attempt.shop))
                #expect(choice?["message"]?["content"]?.string == text)
            }
            #expect(scene.server.plays.count == FaultBenchmark.cases)
            for trial in try scene.faultyTrials() {
                #expect(trial.isAccepted)
                #expect(trial.state == (answer.error == nil ? "answered" : "model_failure"))
                #expect(trial.error == answer.error)
                #expect(trial.repairs == answer.repairs)
                #expect(trial.isExact == (answer.error == nil))
            }
            let failed = answer.error == nil ? 0 : 2
            #expect(run["trials"]?["parse_failed"]?.integer == failed)
            // Failures of the model stay in the denominator.
            #expect(run["document_exact"]?["n"]?.integer == FaultBenchmark.cases)
            try scene.expectAnswered(allBut: answer.error == nil ? [] : FaultScene.faulty)
        }
    }
}
