internal import TallyCore
internal import TallyStatistics

/// Turns the rules of a gate into questions about one run's cases.
struct RuleAsker {
    let input: GateInput
    let plan: GatePlan

    private var columns: PairedColumns {
        PairedColumns(baseline: input.baselineResults, candidate: input.candidateResults)
    }

    func ask(_ rule: GateRule) -> AskedRule {
        switch (rule.metric, rule.condition) {
        case (.lostCases, .atMost(let limit)):
            let lost = Flips(columns).lost.count
            return AskedRule(.exact(isKept: Double(lost) <= limit), candidate: Double(lost))
        case (.errorRate, .atMost(let limit)):
            let rate = input.errorRate
            return AskedRule(
                .exact(isKept: rate <= limit),
                baseline: GateInput.errorRate(of: input.baselineResults),
                candidate: rate
            )
        case (.modelFailureRate, .atMost(let limit)):
            let rate = Self.modelFailureRate(of: input.candidateResults)
            return AskedRule(
                .exact(isKept: rate <= limit),
                baseline: Self.modelFailureRate(of: input.baselineResults),
                candidate: rate
            )
        case (_, .nonInferior(let margin)): return nonInferior(rule.metric, margin)
        case (_, .increase(let most)): return increase(rule.metric, most)
        case (_, .atLeast(let floor)): return atLeast(rule, floor)
        case (_, .atMost(let limit)): return atMost(rule, limit)
        }
    }

    private static func modelFailureRate(of results: [CaseResult]) -> Double {
        let scored = results.reduce(0) { $0 + $1.scored }
        let failures = results.reduce(0) { $0 + $1.modelFailures }
        return scored == 0 ? 0 : Double(failures) / Double(scored)
    }

    /// A case's value of a metric; `nil` where it has none.
    func value(of metric: GateMetric) -> (CaseResult) -> Double? {
        switch metric {
        case .documentExact: return \.exact
        case .fieldAccuracy: return \.accuracy
        case .field(let name):
            let place = input.fields.firstIndex(of: name)
            return { result in
                place.flatMap { result.fields.indices.contains($0) ? result.fields[$0] : nil }
                    .flatMap { $0.isNaN ? nil : $0 }
            }
        case .costPerDocument, .costPerCorrect: return \.cost
        case .expectedCost:
            let economics = input.economics
            return { economics?.expectedCost(of: $0) }
        case .inputTokens: return { Double($0.inputTokens) }
        case .outputTokens: return { Double($0.outputTokens) }
        case .latency: return \.time
        case .firstToken: return \.firstToken
        case .lostCases, .errorRate, .modelFailureRate: return { _ in nil }
        }
    }

    // MARK: Against the baseline

    private func nonInferior(_ metric: GateMetric, _ margin: Double) -> AskedRule {
        let values = columns.values(value(of: metric))
        guard !values.a.isEmpty else { return AskedRule(.undecidable(.noValue)) }
        func decision(_ alpha: Double) -> NonInferiority? {
            NonInferiority(
                candidate: values.a,
                baseline: values.b,
                weights: values.weights,
                groups: values.groups,
                margin: margin,
                alpha: alpha
            )
        }
        var test = SlackTest(
            interval: { alpha in
                decision(alpha).map {
                    Estimate(
                        value: $0.difference,
                        low: $0.low,
                        high: $0.high,
                        n: $0.n,
                        method: $0.method
                    )
                }
            },
            slack: { $0 + margin },
            slackAtNoDifference: margin,
            canPass: { decision($0)?.verdict == .pass }
        )
        if values.isPlainBinary,
            let table = PairedBinary(candidate: values.a, baseline: values.b)
        {
            test.scores = SlackTest.Scores(table: table, margin: margin)
        }
        return AskedRule(
            .statistical(test, n: values.a.count),
            baseline: Sample(values.b, weights: values.weights).mean,
            candidate: Sample(values.a, weights: values.weights).mean
        )
    }

    private func increase(_ metric: GateMetric, _ most: Double) -> AskedRule {
        switch metric {
        case .latency(let percent), .firstToken(let percent):
            return timeIncrease(metric, Double(percent) / 100, most)
        case .costPerCorrect: return ratioIncrease(most)
        default: return meanIncrease(metric, most)
        }
    }

    private func meanIncrease(_ metric: GateMetric, _ most: Double) -> AskedRule {
        if let reason = unpriced(metric) { return AskedRule(.undecidable(reason)) }
        let values = columns.values(value(of: metric))
        guard !values.a.isEmpty else { return AskedRule(.undecidable(.noValue)) }
        let (base, mean) = (
            Sample(values.b, weights: values.weights).mean,
            Sample(values.a, weights: values.weights).mean
        )
        guard
            let change = RelativeChange(
                values.a,
                values.b,
                weights: values.weights,
                groups: values.groups
            )
        else { return AskedRule(.undecidable(.fromNothing), baseline: base, candidate: mean) }
        return asked(most, n: change.n, baseline: base, candidate: mean) {
            change.interval(alpha: 2 * $0)
        }
    }

    private func ratioIncrease(_ most: Double) -> AskedRule {
        if let reason = unpriced(.costPerCorrect) { return AskedRule(.undecidable(reason)) }
        guard let pair = RatioPair(columns) else { return AskedRule(.undecidable(.noValue)) }
        if pair.baseline == 0, pair.candidate > 0 {
            return AskedRule(.undecidable(.fromNothing), baseline: 0, candidate: pair.candidate)
        }
        return asked(
            most,
            n: columns.candidate.count,
            baseline: pair.baseline,
            candidate: pair.candidate
        ) { pair.difference.relative(alpha: 2 * $0) }
    }

    /// A change that is exact needs no bounds.
    private func asked(
        _ most: Double,
        n: Int,
        baseline: Double,
        candidate: Double,
        tolerance: Double = 0,
        _ interval: @escaping (_ alpha: Double) -> Estimate?
    ) -> AskedRule {
        if let shown = interval(NonInferiority.alpha), shown.method == "exact" {
            return AskedRule(
                .exact(isKept: shown.value <= most),
                baseline: baseline,
                candidate: candidate
            )
        }
        var test = SlackTest(interval: interval, slack: { most - $0 })
        test.slackAtNoDifference = most > 0 ? most : nil
        test.tolerance = tolerance
        return AskedRule(.statistical(test, n: n), baseline: baseline, candidate: candidate)
    }

    private func timeIncrease(_ metric: GateMetric, _ q: Double, _ most: Double) -> AskedRule {
        let values = columns.values(value(of: metric))
        guard !values.a.isEmpty else { return AskedRule(.undecidable(.noValue)) }
        let n = values.a.count
        guard let a = Quantile.nearestRank(q, of: values.a)?.value,
            let b = Quantile.nearestRank(q, of: values.b)?.value
        else { return AskedRule(.undecidable(tooFew(n, q))) }
        guard input.isSameExperiment || plan.allowsUnpairedTime else {
            return AskedRule(.undecidable(.unpairedTime), baseline: b, candidate: a)
        }
        guard let bootstrap = Bootstrap(seed: input.seed, n: n) else {
            return AskedRule(.undecidable(.tooMany(cases: n)), baseline: b, candidate: a)
        }
        let ratio = QuantileRatio(q, values.a, values.b, groups: values.groups, using: bootstrap)
        guard let ratio else {
            return AskedRule(.undecidable(.noValue), baseline: b, candidate: a)
        }
        let noise = input.isSameExperiment ? 0 : plan.noiseFloor
        return asked(most, n: n, baseline: b, candidate: a, tolerance: noise) {
            ratio.interval(alpha: 2 * $0)
        }
    }

    func tooFew(_ n: Int, _ q: Double) -> RuleResult.Reason {
        .tooFew(cases: n, needed: Int((1 / (1 - q)).rounded(.up)))
    }

    /// Costs are compared only when all of them are known: a sum over some would be of a selection.
    private func unpriced(_ metric: GateMetric) -> RuleResult.Reason? {
        guard metric.kind == .dollars else { return nil }
        let missing = (columns.baseline + columns.candidate).count { $0.cost == nil }
        return missing == 0 ? nil : .unpriced(cases: missing)
    }
}
