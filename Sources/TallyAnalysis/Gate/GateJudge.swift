package import TallyCore
internal import TallyStatistics

/// Holds a run to the rules of a gate: a pure function of the run's and the baseline's cases.
///
/// A gate that needs every rule to pass is an intersection-union test: PASS is unadjusted (Berger 1982). A FAIL of any
/// rule fails it, so FAILs are adjusted by Holm among the rules that estimate something (statistics.md row 9).
package struct GateJudge: Sendable {
    private let plan: GatePlan

    package init(plan: GatePlan) { self.plan = plan }

    package func judge(_ input: GateInput) -> GateReport.Candidate {
        let opinions = adjusted(plan.rules.map { opinion(on: $0, input) })
        let columns = PairedColumns(
            baseline: input.baselineResults,
            candidate: input.candidateResults
        )
        let lost = Set(Flips(columns).lost)
        return GateReport.Candidate(
            run: input.run,
            baseline: input.baseline,
            cases: input.cases,
            rules: opinions.map(\.result),
            remarks: input.remarks + lookRemarks(input),
            lost: zip(input.baselineResults, input.candidateResults)
                .filter { lost.contains($0.0.id) }
                .map { LostCase(id: $0.0.id, fields: Self.lostFields($0.0, $0.1, input.fields)) },
            pending: input.pending
        )
    }

    /// A result with the p value of its limit, for the adjustment.
    private struct Opinion {
        var result: RuleResult
        /// Scaled so that it compares with the gate's alpha; `nil` for what is counted or not decided.
        var failP: Double?
    }

    private func opinion(on rule: GateRule, _ input: GateInput) -> Opinion {
        guard !plan.looks.isEmpty else { return opinion(on: rule, input, alpha: Self.alpha) }
        return look(at: rule, input)
    }

    private static let alpha = NonInferiority.alpha

    private func opinion(on rule: GateRule, _ input: GateInput, alpha: Double) -> Opinion {
        let asked = RuleAsker(input: input, plan: plan).ask(rule)
        var result = RuleResult(rule: rule, verdict: .inconclusive, reason: .undecided)
        result.baseline = rule.isPaired || rule.metric.kind == .rate ? asked.baseline : nil
        result.candidate = asked.candidate
        switch asked.question {
        case .exact(let isKept):
            result.verdict = isKept ? .pass : .fail
            result.reason = .observed
            // What was never answered cannot be lost: a count over the rest passes nothing.
            if isKept, rule.metric.kind != .rate, let share = tooManyFailures(input) {
                result.verdict = .inconclusive
                result.reason = .failures(share: share)
            }
        case .undecidable(.fromNothing):
            result.verdict = .fail
            result.reason = .fromNothing
        case .undecidable(let reason):
            result.reason = reason
        case .statistical(let test, let n):
            return opinion(result, of: test, n: n, input, alpha: alpha)
        }
        return Opinion(result: result)
    }

    private func opinion(
        _ result: RuleResult,
        of test: SlackTest,
        n: Int,
        _ input: GateInput,
        alpha: Double
    ) -> Opinion {
        var result = result
        result.alpha = alpha
        result.estimate = test.interval(alpha)
        result.power = test.power(alpha: alpha)
        if let share = tooManyFailures(input) {
            result.reason = .failures(share: share)
            return Opinion(result: result)
        }
        result.verdict = test.verdict(alpha: alpha)
        if result.verdict == .inconclusive {
            result.more = test.more(n: n, alpha: alpha)
            let bounds = test.bounds(alpha: alpha)
            result.reason = (bounds?.low ?? -1) > 0 ? .noVariance : .undecided
        } else {
            result.reason = .decided
        }
        return Opinion(result: result, failP: test.failP(upTo: alpha) * Self.alpha / alpha)
    }

    /// The share of trials without an answer, of the worse side, where it is above what the gate bears.
    private func tooManyFailures(_ input: GateInput) -> Double? {
        let share = max(input.errorRate, GateInput.errorRate(of: input.baselineResults))
        return share > plan.maxErrorRate ? share : nil
    }

    /// Holm among all that was estimated: a FAIL that does not survive it is none.
    private func adjusted(_ opinions: [Opinion]) -> [Opinion] {
        let places = opinions.indices.filter { opinions[$0].failP != nil }
        let values = places.map { min(1, opinions[$0].failP ?? 1) }
        guard let holm = Multiplicity.holm(values) else { return opinions }
        var adjusted = opinions
        for (place, p) in zip(places, holm)
        where opinions[place].result.verdict == .fail && p > Self.alpha {
            adjusted[place].result.verdict = .inconclusive
            adjusted[place].result.reason = .notAfterAdjusting(rules: places.count)
        }
        return adjusted
    }

    // MARK: Planned looks

    /// The first look at which the rule is decided; each takes a prefix of the seeded order and its share of alpha.
    ///
    /// Only bounded quantities are looked at early; others wait for the last look, and what is counted is counted always.
    private func look(at rule: GateRule, _ input: GateInput) -> Opinion {
        let count = input.candidateResults.count
        guard case .statistical = RuleAsker(input: input, plan: plan).ask(rule).question else {
            return opinion(on: rule, input, alpha: Self.alpha)
        }
        let last = plan.looks.last ?? count
        guard rule.metric.kind == .share else {
            if count >= last {
                return opinion(on: rule, input.first(last), alpha: Self.alpha)
            }
            var opinion = opinion(on: rule, input, alpha: Self.alpha)
            opinion.result.verdict = .inconclusive
            opinion.result.reason = .waits(look: last)
            opinion.failP = nil
            return opinion
        }
        return boundedLook(at: rule, input, count: count, last: last)
    }

    private func boundedLook(
        at rule: GateRule,
        _ input: GateInput,
        count: Int,
        last: Int
    ) -> Opinion {
        let spending = AlphaSpending(rawValue: plan.spending.rawValue) ?? .obrienFleming
        let schedule = LookPlan(
            fractions: plan.looks.map { Double($0) / Double(last) },
            alpha: Self.alpha,
            spending: spending
        )
        var latest: Opinion?
        for (look, size) in zip(schedule?.looks ?? [], plan.looks) where size <= count {
            guard look.level > 0 else { continue }
            var opinion = opinion(on: rule, input.first(size), alpha: look.level)
            opinion.result.look = size
            latest = opinion
            if opinion.result.verdict != .inconclusive { break }
        }
        if let latest { return latest }
        var opinion = opinion(on: rule, input, alpha: Self.alpha)
        opinion.result.verdict = .inconclusive
        opinion.result.reason = .waits(look: plan.looks.first { $0 > count } ?? last)
        opinion.failP = nil
        return opinion
    }

    private func lookRemarks(_ input: GateInput) -> [Remark] {
        guard let last = plan.looks.last, input.candidateResults.count > last else { return [] }
        return [
            Remark(
                .caution,
                "\(input.candidateResults.count) cases, and the last planned look is at \(last): the first "
                    + "\(last) decide. All alpha is spent there; deciding again with more cases would need a "
                    + "look planned from the start"
            )
        ]
    }

    /// The fields that were right and are not.
    private static func lostFields(
        _ before: CaseResult,
        _ after: CaseResult,
        _ names: [String]
    ) -> [String] {
        zip(names, zip(before.fields, after.fields)).filter { $1.0 == 1 && $1.1 < 1 }.map(\.0)
    }
}
