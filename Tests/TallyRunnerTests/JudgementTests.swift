import TallyCore
import Testing

struct JudgementTests {
    /// The result of one trial with this exchange.
    private func result(of exchange: Exchange) async throws -> TrialResult {
        let rig = Rig(cases: 1)
        try await rig.run(rig.provider { _ in exchange })
        return try #require(rig.ledger.results.first)
    }

    @Test func `a right answer is scored with its usage and its form`() async throws {
        let result = try await result(of: .answer())
        #expect(result.outcome == .answered)
        #expect(result.score?.isDocumentExact == true)
        #expect(result.output?["total"] == .number("5.00"))
        #expect(result.usage == Usage(input: 10, output: 5))
        #expect(result.isSchemaValid)
        #expect(result.repairs.isEmpty)
        #expect(result.message == nil)
    }

    @Test func `a wrong answer is an answer`() async throws {
        let result = try await result(of: .answer("{\"total\": 6.00}"))
        #expect(result.outcome == .answered)
        #expect(result.score?.right == 0)
        #expect(result.score?.isDocumentExact == false)
    }

    @Test func `an answer in a code fence is repaired and says so`() async throws {
        let result = try await result(of: .answer("```json\n{\"total\": 5.00}\n```"))
        #expect(result.outcome == .answered)
        #expect(result.repairs == ["code_fence"])
    }

    @Test(
        arguments: [
            ("no idea", Completion.FinishReason.stop, ErrorType.invalidJSON),
            ("[1]", .stop, .schemaInvalid), ("{\"total\": 5.", .length, .truncated),
            ("I cannot", .refusal, .refusal), ("{\"total\": 5.00}", .contentFilter, .contentFilter),
        ] as [(String, Completion.FinishReason, ErrorType)]
    )
    func `a model's failure is worth 0 and stays in the denominator`(
        text: String,
        finish: Completion.FinishReason,
        type: ErrorType
    ) async throws {
        let result = try await result(of: .answer(text, finish: finish))
        #expect(result.outcome == .modelFailure(type))
        #expect(result.score?.right == 0)
        #expect(result.score?.annotated == 1)
        #expect(result.score?.isDocumentExact == false)
        #expect(result.output == nil)
        #expect(result.message != nil)
        #expect(result.service == .seconds(1))
    }

    @Test(arguments: [
        ("", 0, Completion.FinishReason.stop, "an empty answer"),
        (" \n", 0, .other("tool_calls"), "an empty answer"),
        ("", 900, .length, "an empty answer after 900 tokens of reasoning"),
        ("", 900, .stop, "an empty answer after 900 tokens of reasoning"),
    ])
    func `no answer at all is told from a bad one`(
        text: String,
        reasoning: Int,
        finish: Completion.FinishReason,
        message: String
    ) async throws {
        var exchange = Exchange.answer(text, finish: finish)
        exchange.usage = Usage(input: 10, output: 1000, reasoning: reasoning)
        let result = try await result(of: exchange)
        #expect(result.outcome == .modelFailure(.emptyAnswer))
        #expect(result.message == message)
        #expect(result.score?.right == 0)
    }

    @Test func `nothing written within the limit was cut`() async throws {
        let result = try await result(of: .answer("", finish: .length))
        #expect(result.outcome == .modelFailure(.truncated))
    }

    @Test func `a whole object that ends at the token limit is an answer`() async throws {
        let result = try await result(of: .answer("{\"total\": 5.00}", finish: .length))
        #expect(result.outcome == .answered)
    }

    @Test func `a filtered prompt is the model's failure, and no latency`() async throws {
        let result = try await result(of: .failure(.contentFilter, 400))
        #expect(result.service == nil)
        #expect(result.outcome == .modelFailure(.contentFilter))
        #expect(result.score?.right == 0)
    }

    @Test func `a local provider has a result but no attempts`() async throws {
        let rig = Rig(cases: 3)
        try await rig.run(rig.provider(source: .local) { _ in .answer() }, limit: 2)
        #expect(rig.ledger.attemptOpenings.isEmpty)
        #expect(rig.ledger.attemptClosings.isEmpty)
        #expect(rig.observer.attemptsStarted == 0)
        #expect(rig.ledger.results.map(\.outcome) == [.answered, .answered, .answered])
        #expect(rig.ledger.trialClosings.map(\.step.call.source) == [.local, .local, .local])
    }

    @Test func `a simulated answer marks its result`() async throws {
        var exchange = Exchange.answer()
        exchange.isSimulated = true
        #expect(try await result(of: exchange).isSimulated)
        #expect(try await result(of: .answer()).isSimulated == false)
    }
}
