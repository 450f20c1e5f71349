internal import TallyCore
internal import TallyStatistics

/// Rules on the run by itself: floors and caps.
extension RuleAsker {
    func atLeast(_ rule: GateRule, _ floor: Double) -> AskedRule {
        let values = own(value(of: rule.metric))
        guard values.count > 0 else { return AskedRule(.undecidable(.noValue)) }
        let trials = input.candidateResults.reduce(0) { $0 + $1.scored }
        let isRate = rule.metric != .fieldAccuracy
        func interval(_ alpha: Double) -> Estimate? {
            isRate
                ? Proportion.interval(values, trials: trials, alpha: 2 * alpha)
                : Mean.interval(values, bounds: 0...1, alpha: 2 * alpha)
        }
        return asked(rule, values.mean, n: values.count, isKept: values.mean >= floor) {
            SlackTest(interval: interval, slack: { $0 - floor })
        }
    }

    func atMost(_ rule: GateRule, _ limit: Double) -> AskedRule {
        if rule.metric.kind == .dollars {
            let missing = input.candidateResults.count { $0.cost == nil }
            if missing > 0 { return AskedRule(.undecidable(.unpriced(cases: missing))) }
        }
        let sample = own(value(of: rule.metric))
        guard sample.count > 0 else { return AskedRule(.undecidable(.noValue)) }
        let interval: (Double) -> Estimate?
        switch rule.metric {
        case .latency(let percent), .firstToken(let percent):
            let q = Double(percent) / 100
            interval = { Quantile.nearestRank(q, of: sample.values, alpha: 2 * $0) }
            guard Quantile.rank(q, n: sample.count) != nil else {
                return AskedRule(.undecidable(tooFew(sample.count, q)))
            }
        case .costPerCorrect:
            let correct = own { $0.cost == nil ? nil : $0.yield }
            let costs = own { $0.yield == nil ? nil : $0.cost }
            interval = { alpha in
                Ratio.interval(
                    costs.values,
                    per: correct.values,
                    weights: costs.weights,
                    groups: costs.groups,
                    alpha: 2 * alpha
                )
            }
        default:
            interval = { Mean.interval(sample, bounds: 0...Double.infinity, alpha: 2 * $0) }
        }
        guard let value = interval(NonInferiority.alpha)?.value else {
            return AskedRule(.undecidable(.noValue))
        }
        return asked(rule, value, n: sample.count, isKept: value <= limit) {
            SlackTest(interval: interval, slack: { limit - $0 })
        }
    }

    private func asked(
        _ rule: GateRule,
        _ value: Double,
        n: Int,
        isKept: Bool,
        _ test: () -> SlackTest
    ) -> AskedRule {
        AskedRule(
            rule.isObserved ? .exact(isKept: isKept) : .statistical(test(), n: n),
            candidate: value
        )
    }

    /// The candidate's own values with weights and groups.
    private func own(_ value: (CaseResult) -> Double?) -> Sample {
        let results = input.candidateResults
        let values = PairedColumns(baseline: results, candidate: results).values(value)
        return Sample(values.a, weights: values.weights, groups: values.groups)
    }
}
