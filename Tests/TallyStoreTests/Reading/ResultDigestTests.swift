import TallyCore
import TallyStore
import Testing

struct ResultDigestTests {
    private func digest(_ bench: Bench) throws -> Digest {
        try bench.store.resultDigest(of: bench.runs)
    }

    /// Three trials over two runs.
    private func filled(
        seed: UInt64 = 1,
        created: Moment = Bench.now,
        changing change: (inout TrialResult) -> Void = { _ in }
    ) async throws -> Bench {
        let bench = try Bench(seed: seed, created: created)
        var result = TrialResult.sample()
        change(&result)
        try await bench.add(1, result: result)
        try await bench.add(2)
        try await bench.add(1, run: 1)
        return bench
    }

    @Test func `order, ids, times, attempts and costs do not count`() async throws {
        let one = try await filled()
        let other = try Bench(
            prices: .init(entries: ["mini": []]),
            seed: 9,
            created: .init(milliseconds: 1)
        )
        try await other.add(3, result: nil)
        try await other.add(1, run: 1, attempts: [.answer(done: .seconds(60))])
        var slow = TrialResult.sample()
        slow.service = .seconds(99)
        slow.total = .seconds(120)
        slow.usage = Usage(input: 7)
        try await other.add(
            2,
            attempts: [.failure(.serverError, 500), .answer(.zero)],
            result: slow
        )
        try await other.add(1, priceKey: nil)
        #expect(try digest(one) == digest(other))
    }

    @Test func `the order of members in an answer does not count`() async throws {
        let swapped = try await filled { $0.output?.members.reverse() }
        #expect(try await digest(swapped) == digest(filled()))
    }

    @Test func `an outcome, an answer and a score count`() async throws {
        let digests = [
            try await digest(filled()),
            try await digest(filled { $0.outcome = .modelFailure(.refusal) }),
            try await digest(filled { $0.outcome = .infrastructureFailure(.timeout) }),
            try await digest(filled { $0.output?["total"] = 6 }),
            try await digest(filled { $0.output?["total"] = .number("5.0") }),
            try await digest(filled { $0.output = nil }),
            try await digest(filled { $0.score = .sample(.wrong) }),
        ]
        #expect(Set(digests).count == digests.count)
    }

    @Test func `a missing trial and another repeat count`() async throws {
        let fewer = try Bench()
        try await fewer.add(1)
        try await fewer.add(2)
        let moved = try Bench()
        try await moved.add(1)
        try await moved.add(2, repeatIndex: 1)
        try await moved.add(1, run: 1)
        let whole = try await digest(filled())
        #expect(try Set([whole, digest(fewer), digest(moved)]).count == 3)
    }

    @Test func `a trial that moves to the other run counts`() async throws {
        let moved = try Bench()
        try await moved.add(1)
        try await moved.add(2, run: 1)
        try await moved.add(1, run: 1)
        #expect(try await digest(moved) != digest(filled()))
    }
}
