import TallyCore
import TallyRunner
import Testing

/// What an experiment may spend: 10 tokens in, 5 out cost 20 micro-dollars here; of "Read r0" at most 7 in and 4,096 out.
struct BudgetTests {
    private static let answer = Money(nanodollars: 20_000)
    /// 7 tokens at a micro-dollar and 4,096 at two.
    private static let most = Money(nanodollars: 8_199_000)

    private func rig(_ cases: Int, _ budget: Budget) -> Rig {
        var rig = Rig(cases: cases)
        rig.budget = budget
        return rig
    }

    @Test func `nothing is sent that might pass the ceiling, and the rest stays pending`()
        async throws
    {
        // Room for the most a request may cost after three answers, and not after four.
        let ceiling = Self.most + Self.answer * 3
        let rig = rig(10, Budget(cost: ceiling))
        try await rig.run(rig.provider { _ in .answer() })
        #expect(rig.ledger.results.count == 4)
        #expect(
            rig.observer.stopReasons == [
                "max_cost of $0.0083 leaves no room for a request: $0.0001 spent, and one may cost $0.0082"
            ]
        )
        #expect(rig.ledger.stops.count == 1)
    }

    @Test func `a request waits for what is in flight rather than end the lane`() async throws {
        // One at a time fits, and all ten do after one another.
        let rig = rig(10, Budget(cost: Self.most + Self.answer * 10))
        let provider = rig.provider { _ in .answer() }
        try await rig.run(provider, limit: 8)
        #expect(rig.ledger.results.count == 10 && provider.mostFlying == 1)
        #expect(rig.observer.stopReasons.isEmpty)
    }

    @Test func `what earlier sittings spent counts`() async throws {
        var rig = rig(10, Budget(tokens: 4103 + 15 * 3))
        rig.spent = Spent(cost: .zero, tokens: 15 * 2)
        try await rig.run(rig.provider { _ in .answer() })
        #expect(rig.ledger.results.count == 2)
        #expect(rig.observer.stopReasons.first?.hasPrefix("max_tokens of 4148 leaves") == true)
    }

    @Test func `time ends a lane, too`() async throws {
        let rig = rig(3, Budget(time: .zero))
        let provider = rig.provider { _ in .answer() }
        try await rig.run(provider)
        #expect(provider.texts.isEmpty)
        #expect(rig.observer.stopReasons == ["max_time of 0 s is over"])
    }

    @Test func `what may have been billed counts as the most it could cost`() async throws {
        var cut = Exchange.failure(.truncated, 200)
        cut.billing = .possiblyBilled
        let rig = rig(3, Budget(cost: Self.most + Self.answer))
        try await rig.run(rig.provider { [cut] in $0.number == 1 ? cut : .answer() })
        #expect(rig.ledger.attemptOpenings.count == 1)
    }

    @Test func `what was refused costs nothing, and what asks nobody needs no budget`()
        async throws
    {
        let rig = rig(10, Budget(cost: Self.most + Self.answer * 3))
        try await rig.run(
            rig.provider { $0.number == 2 ? .failure(.contentFilter, 400) : .answer() }
        )
        // Four answers, as without the refusal.
        #expect(rig.ledger.results.count == 5)
        let local = self.rig(4, Budget(cost: .zero))
        try await local.run(local.provider(source: .local) { _ in .answer() })
        #expect(local.ledger.results.count == 4)
    }

    @Test func `a lane stops at its own ceiling while the others go on`() async throws {
        var rig = Rig(cases: 10)
        rig.change = { plan in
            plan.runBudget = Budget(cost: Self.most + Self.answer * 3)
            plan.lanes[1].spent = Spent(cost: Self.answer * 2, tokens: 0)
            plan.lanes[2].spent = .nothing
        }
        let providers = (0..<3).map { _ in rig.provider { _ in .answer() } }
        let free = rig.provider(source: .local) { _ in .answer() }
        try await rig.run([
            rig.lane(0, providers[0]), rig.lane(1, providers[1]), rig.lane(2, free),
        ])
        #expect(providers[0].texts.count == 4 && providers[1].texts.count == 2)
        #expect(free.texts.count == 10)
        #expect(rig.observer.stopReasons.count == 2)
        #expect(rig.observer.stopReasons.allSatisfy { $0.hasPrefix("run's max_cost of $0.0083") })
    }

    @Test func `of two ceilings the tighter one holds, and neither keeps what the other refused`()
        async throws
    {
        var rig = rig(10, Budget(cost: Self.most + Self.answer))
        rig.change = { $0.runBudget = Budget(cost: Self.most + Self.answer * 5) }
        let provider = rig.provider { _ in .answer() }
        try await rig.run(provider)
        #expect(provider.texts.count == 2)
        #expect(rig.observer.stopReasons.first?.hasPrefix("max_cost of") == true)
    }

    @Test func `over a thousand runs no ceiling is passed`() async throws {
        for seed in 0..<1000 {
            var generator = SeededGenerator(seed: UInt64(seed), stream: "budget")
            let ceiling = Money(nanodollars: .random(in: 0...40_000_000, using: &generator))
            let share = Int.random(in: 1...4096, using: &generator)
            let rig = rig(12, Budget(cost: ceiling))
            let provider = rig.provider { request in
                var answer = Exchange.answer()
                // An answer takes up to what it may.
                answer.usage = Usage(input: 7, output: request.number * share % 4097)
                if request.number % 5 == 0 { answer.billing = .possiblyBilled }
                return answer
            }
            try await rig.run(provider, limit: 4)
            let price = Money(nanodollars: 7000)
            let bill = rig.ledger.attemptClosings.reduce(Money.zero) { sum, closing in
                let output = closing.exchange.usage?.output ?? 0
                return sum + price + Money(nanodollars: 2000) * output
            }
            #expect(bill <= ceiling)
        }
    }
}
