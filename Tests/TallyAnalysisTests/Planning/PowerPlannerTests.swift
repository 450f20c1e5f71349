import TallyAnalysis
import TallyCore
import Testing

/// How many receipts a comparison needs.
@Suite struct PowerPlannerTests {
    private func cases(
        _ plan: PowerPlan,
        _ kind: PowerPlan.Question.Kind,
        _ size: Double,
        _ metric: String = "document_exact"
    ) -> Int? {
        plan.questions.first { $0.kind == kind && $0.size == size && $0.metric == metric }?.cases
    }

    // statistics.md row 8: 2 points 1,960 and 3 points 870 at a tenth of changed cases.
    @Test func `a stated share of changing cases gives the published numbers`() {
        let plan = PowerPlanner(PowerPlanner.Request()).plan(discordance: 0.1)
        #expect(cases(plan, .difference, 0.02) == 1_960)
        #expect(cases(plan, .difference, 0.03) == 870)
        // By Tango's score, which the plain formula (687) flatters.
        #expect(cases(plan, .nonInferior, 0.03) == 717)
        #expect(plan.detectable.isEmpty)
    }

    @Test func `what a number of receipts can tell agrees with what they are needed for`() throws {
        var request = PowerPlanner.Request()
        request.cases = 870
        let plan = PowerPlanner(request).plan(discordance: 0.1)
        let size = try #require(plan.detectable.first { $0.kind == .difference }?.size)
        #expect(abs(size - 0.03) < 0.0002)
    }

    @Test func `a pilot tells how many were its own difference true`() throws {
        let old = Results.cases((0..<200).map { $0 >= 12 })
        let new = Results.cases((0..<200).map { $0 < 184 })
        func member(_ results: [CaseResult]) -> Pairing.Member {
            Pairing.Member(results: results, order: "one", isComplete: true)
        }
        var request = PowerPlanner.Request()
        request.margins = [0.01, 0.05]
        let plan = PowerPlanner(request).plan(
            baseline: Results.run("old"),
            candidate: Results.run("new"),
            on: Pairing([member(old), member(new)])
        )
        #expect(plan.discordance == 0.14 && plan.cases == 200)
        let margins = plan.questions.filter {
            $0.kind == .nonInferior && $0.metric == "document_exact"
        }
        // 2 points are lost in the pilot: within 1 point no number is enough.
        #expect(margins[0].cases != nil && margins[0].casesAsObserved == nil)
        #expect(try #require(margins[1].casesAsObserved) > #require(margins[1].cases))
        // A difference that is the same in every case needs no plan.
        #expect(!plan.questions.contains { $0.metric == "cost_per_document" })
    }

    @Test func `a cost that grows in the pilot needs more to pass than one that falls`() throws {
        let old = Results.cases(Results.scores(50, wrong: 0))
        func plan(_ factor: Double) -> PowerPlan {
            var new = old
            for index in new.indices {
                new[index].cost = (old[index].cost ?? 0) * factor * (index % 2 == 0 ? 1.3 : 0.7)
            }
            func member(_ results: [CaseResult]) -> Pairing.Member {
                Pairing.Member(results: results, order: "one", isComplete: true)
            }
            return PowerPlanner(PowerPlanner.Request()).plan(
                baseline: Results.run("old"),
                candidate: Results.run("new"),
                on: Pairing([member(old), member(new)])
            )
        }
        func needed(_ factor: Double) throws -> Int? {
            try #require(plan(factor).questions.first { $0.kind == .increase && $0.size == 0.05 })
                .casesAsObserved
        }
        #expect(try #require(try needed(0.95)) < #require(try needed(1.0)))
        #expect(try needed(1.1) == nil)
    }
}
