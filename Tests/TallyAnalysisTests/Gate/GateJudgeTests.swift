import TallyAnalysis
import TallyCore
import Testing

/// A gate's verdicts, rule by rule.
@Suite struct GateJudgeTests {
    func rule(
        _ metric: GateMetric,
        _ condition: GateRule.Condition,
        isObserved: Bool = false
    ) -> GateRule {
        GateRule(metric: metric, condition: condition, isObserved: isObserved, text: "as written")
    }

    func judge(
        _ rules: [GateRule],
        _ input: GateInput,
        change: (inout GatePlan) -> Void = { _ in }
    ) -> GateReport.Candidate {
        var plan = GatePlan(rules: rules)
        change(&plan)
        return GateJudge(plan: plan).judge(input)
    }

    func exact(_ count: Int, oldWrong: Int, newWrong: Int) -> GateInput {
        Results.input(
            candidate: Results.cases(Results.scores(count, wrong: newWrong)),
            baseline: Results.cases(Results.scores(count, wrong: oldWrong))
        )
    }

    // Tango: without flips z^2 / (n + z^2) < 0.02, so n > 132.6.
    @Test(arguments: [(132, GateVerdict.inconclusive), (133, .pass)])
    func `no flips pass within 2 points only once there are enough cases`(
        count: Int,
        verdict: GateVerdict
    ) {
        let rules = [rule(.documentExact, .nonInferior(margin: 0.02))]
        let judged = judge(rules, exact(count, oldWrong: 5, newWrong: 5))
        #expect(judged.rules[0].verdict == verdict)
        #expect(judged.verdict == verdict)
    }

    @Test func `a clear loss fails, and names the cases and fields that were lost`() {
        let rules = [rule(.documentExact, .nonInferior(margin: 0.02))]
        let judged = judge(rules, exact(200, oldWrong: 10, newWrong: 60))
        #expect(judged.verdict == .fail && judged.rules[0].reason == .decided)
        #expect(judged.lost.count == 50)
        #expect(judged.lost[0] == LostCase(id: "r140", fields: ["total"]))
    }

    @Test func `what is undecided tells its power and how many more would decide`() throws {
        let rules = [rule(.documentExact, .nonInferior(margin: 0.02))]
        let judged = judge(rules, exact(100, oldWrong: 10, newWrong: 11))
        let result = judged.rules[0]
        #expect(result.verdict == .inconclusive && result.reason == .undecided)
        let power = try #require(result.power)
        #expect(power < 0.8)
        let more = try #require(result.more)
        #expect(try #require(more.atNoDifference) > 0)
        #expect(try #require(more.atObserved) > #require(more.atNoDifference))
    }

    @Test(arguments: [(0, GateVerdict.fail), (1, .pass)])
    func `lost cases are counted, not estimated`(limit: Int, verdict: GateVerdict) {
        let rules = [rule(.lostCases, .atMost(Double(limit)), isObserved: true)]
        let judged = judge(rules, exact(5, oldWrong: 0, newWrong: 1))
        #expect(judged.rules[0].verdict == verdict && judged.rules[0].candidate == 1)
        #expect(judged.rules[0].estimate == nil)
    }

    @Test(arguments: [(1.0, GateVerdict.pass), (1.04, .pass), (1.06, .fail)])
    func `a cost that is the same multiple in every case is decided exactly`(
        factor: Double,
        verdict: GateVerdict
    ) {
        let scores = Results.scores(40, wrong: 4)
        let input = Results.input(
            candidate: Results.cases(scores, cost: 0.01 * factor),
            baseline: Results.cases(scores, cost: 0.01)
        )
        let rules = [
            rule(.costPerDocument, .increase(atMost: 0.05)),
            rule(.expectedCost, .increase(atMost: 0.05)),
        ]
        let judged = judge(rules, input)
        #expect(judged.rules[0].verdict == verdict)
        // Nobody stated what errors cost.
        #expect(judged.rules[1].reason == .noValue)
    }

    @Test func `costs that vary are bounded, and an unknown price decides nothing`() {
        let scores = Results.scores(80, wrong: 8)
        let old = Results.cases(scores, cost: 0.01)
        var new = old
        for index in new.indices {
            new[index].cost = (old[index].cost ?? 0) * (index % 2 == 0 ? 1.4 : 1.2)
        }
        let rules = [rule(.costPerDocument, .increase(atMost: 0.05))]
        let judged = judge(rules, Results.input(candidate: new, baseline: old))
        #expect(judged.verdict == .fail && judged.rules[0].estimate?.method == "fieller")
        new[0].cost = nil
        let unknown = judge(rules, Results.input(candidate: new, baseline: old))
        #expect(unknown.rules[0].reason == .unpriced(cases: 1) && unknown.verdict == .inconclusive)
    }

    @Test func `runs that cost nothing pass any rule on cost`() {
        let free = Results.cases(Results.scores(20, wrong: 2), cost: 0)
        let rules = [GateMetric.costPerDocument, .costPerCorrect].map {
            rule($0, .increase(atMost: 0))
        }
        let judged = judge(rules, Results.input(candidate: free, baseline: free))
        #expect(judged.rules.map(\.verdict) == [.pass, .pass])
    }

    @Test func `a candidate that costs something fails against one that costs nothing`() {
        let scores = Results.scores(20, wrong: 0)
        let input = Results.input(
            candidate: Results.cases(scores, cost: 0.01),
            baseline: Results.cases(scores, cost: 0)
        )
        let rules = [GateMetric.costPerDocument, .costPerCorrect].map {
            rule($0, .increase(atMost: 0.05))
        }
        let judged = judge(rules, input)
        #expect(judged.rules.map(\.reason) == [.fromNothing, .fromNothing])
        #expect(judged.verdict == .fail)
    }

    @Test func `time is decided only between runs that ran side by side, unless allowed`() {
        let scores = Results.scores(100, wrong: 0)
        func input(_ factor: Double, isSame: Bool) -> GateInput {
            var new = Results.cases(scores, seconds: factor)
            // Times of the same multiple in every case would leave resampling nothing to tell.
            for index in new.indices {
                new[index].service =
                    (new[index].service ?? 0) * (1 + Double((index * 5) % 13) / 1000)
            }
            return Results.input(
                candidate: new,
                baseline: Results.cases(scores, seconds: 1),
                isSameExperiment: isSame
            )
        }
        let rules = [rule(.latency(percent: 95), .increase(atMost: 0.1))]
        #expect(judge(rules, input(2, isSame: true)).verdict == .fail)
        #expect(judge(rules, input(1.01, isSame: true)).verdict == .pass)
        let apart = judge(rules, input(2, isSame: false)).rules[0]
        #expect(apart.verdict == .inconclusive && apart.reason == .unpairedTime)
        // What is not decided is reported all the same.
        #expect((apart.candidate ?? 0) > 1.9 * (apart.baseline ?? 0))
        let allowed = judge(rules, input(2, isSame: false)) { $0.allowsUnpairedTime = true }
        #expect(allowed.verdict == .fail)
        // An increase of 11 % exceeds the limit by less than the noise floor.
        let noisy = judge(rules, input(1.11, isSame: false)) { $0.allowsUnpairedTime = true }
        #expect(noisy.verdict == .inconclusive)
    }

    @Test func `a quantile that the cases cannot tell is inconclusive`() {
        let input = exact(60, oldWrong: 0, newWrong: 0)
        let judged = judge([rule(.latency(percent: 99), .increase(atMost: 0.1))], input)
        #expect(judged.rules[0].reason == .tooFew(cases: 60, needed: 100))
    }

    // The one-sided upper bound of a p95 is the largest of 59 values: 0.95^59 < 0.05.
    @Test(arguments: [(58, GateVerdict.inconclusive), (59, .pass)])
    func `a cap on a quantile passes once there are enough cases for its bound`(
        count: Int,
        verdict: GateVerdict
    ) {
        let input = exact(count, oldWrong: 0, newWrong: 0)
        #expect(judge([rule(.latency(percent: 95), .atMost(5))], input).verdict == verdict)
    }

    @Test func `too many failed trials decide nothing but their own rule`() {
        var input = exact(50, oldWrong: 0, newWrong: 0)
        for index in 0..<5 {
            input.candidateResults[index].scored = 0
            input.candidateResults[index].failed = 1
            input.candidateResults[index].exact = nil
        }
        let judged = judge(
            [
                rule(.documentExact, .nonInferior(margin: 0.2)),
                rule(.errorRate, .atMost(0.01), isObserved: true),
                rule(.lostCases, .atMost(0), isObserved: true),
            ],
            input
        )
        // Nothing was lost among what was answered, which says nothing of the rest.
        #expect(judged.rules[2].reason == .failures(share: 0.1))
        #expect(judged.rules[2].verdict == .inconclusive)
        #expect(judged.rules[0].reason == .failures(share: 0.1))
        #expect(judged.rules[1].verdict == .fail)
    }

    @Test(arguments: [(0.5, GateVerdict.pass), (0.9, .inconclusive), (0.99, .fail)])
    func `a floor is kept by the lower bound and broken by the upper one`(
        floor: Double,
        verdict: GateVerdict
    ) {
        let input = Results.input(
            candidate: Results.cases(Results.scores(100, wrong: 10)),
            baseline: []
        )
        #expect(judge([rule(.documentExact, .atLeast(floor))], input).verdict == verdict)
        let observed = judge([rule(.documentExact, .atLeast(0.9), isObserved: true)], input)
        #expect(observed.verdict == .pass)
    }

    @Test func `a fail that does not survive the other rules is none`() {
        // 11 lost of 200: beyond 2 points with a p of about .03.
        let one = [rule(.documentExact, .nonInferior(margin: 0.02))]
        let input = exact(200, oldWrong: 0, newWrong: 10)
        let alone = judge(one, input)
        let fields = (0..<8).map { _ in rule(.field("date"), .nonInferior(margin: 0.02)) }
        let among = judge(one + fields, input)
        #expect(alone.rules[0].verdict == .fail)
        #expect(among.rules[0].verdict == .inconclusive)
        #expect(among.rules[0].reason == .notAfterAdjusting(rules: 9))
    }
}
