package import TallyCore
internal import TallyStatistics

/// Values cascades of two models on cases that both answered; a pure function of them.
package struct CascadeStudy {
    let cases: [CascadeCase]
    private let goal: CascadeReport.Goal
    private let folds: Int
    private let seed: UInt64
    /// Every case has both costs; else handing over stands in for them: nothing for the cheap model, one for the strong.
    package let isPriced: Bool
    let groups: [Int]?

    /// `goal` rests on dollars only where costs are known (see `isPriced`).
    package init(
        _ cases: [CascadeCase],
        goal: CascadeReport.Goal?,
        folds: Int,
        seed: UInt64
    ) {
        self.cases = cases
        self.folds = folds
        self.seed = seed
        isPriced = cases.allSatisfy { $0.cheapCost != nil && $0.strongCost != nil }
        let strong = cases.reduce(0) { $0 + $1.strongCorrect } / Double(max(1, cases.count))
        self.goal = goal ?? .cheapest(accuracy: strong)
        groups = Self.groups(of: cases)
    }

    /// Cases of a group are numbered alike, each of the others by itself.
    private static func groups(of cases: [CascadeCase]) -> [Int]? {
        guard cases.contains(where: { $0.group != nil }) else { return nil }
        var numbers: [String: Int] = [:]
        return cases.enumerated().map { index, item in
            guard let name = item.group else { return -1 - index }
            let number = numbers[name] ?? numbers.count
            numbers[name] = number
            return number
        }
    }

    /// Fills in a report: the runs alone, every policy that can be studied, the oracle and the verdict.
    package func fill(
        _ report: inout CascadeReport,
        policies: [CascadePolicy],
        predicting: Int? = nil
    ) {
        report.goal = goal
        report.cheap = alone(report.cheap, \.cheapCorrect, \.cheapCost, \.cheapLatency)
        report.strong = alone(report.strong, \.strongCorrect, \.strongCost, \.strongLatency)
        guard let plain = cascade(voting: false, signals: cases.map { _ in 0 }) else { return }
        report.oracle = plain.oracle.map(point)
        var candidates: [CascadeContest.Candidate] = []
        for policy in policies {
            switch study(policy, beside: plain, predicting: predicting) {
            case .success(let (outcome, candidate)):
                report.outcomes.append(outcome)
                candidates.append(candidate)
            case .failure(let lack): report.unavailable.append((policy, lack.reason))
            }
        }
        let contest = CascadeContest(
            goal: goal,
            groups: groups,
            cheap: candidate(report.cheap.name, \.cheapCorrect) {
                isPriced ? $0.cheapCost ?? 0 : 0
            },
            strong: candidate(report.strong.name, \.strongCorrect) {
                isPriced ? $0.strongCost ?? 0 : 1
            },
            policies: candidates
        )
        report.verdict = contest.verdict
    }

    /// Why a policy cannot be studied.
    private struct Lack: Error {
        var reason: String
    }

    // MARK: Policies

    private func study(
        _ policy: CascadePolicy,
        beside plain: Cascade,
        predicting: Int?
    ) -> Result<(CascadeReport.Outcome, CascadeContest.Candidate), Lack> {
        if let lack = lack(of: policy) { return .failure(lack) }
        let learner = SignalLearner(cases)
        let learned = policy == .learned ? learner.learn(from: Array(cases.indices)) : nil
        let signals = learned?.signals ?? cases.map { Self.signal(policy, of: $0) }
        guard let cascade = cascade(voting: policy == .agreement, signals: signals),
            let fit = CascadeFit(
                cascade,
                goal: goal.statistical,
                folds: folds,
                seed: seed,
                learn: policy == .learned ? { learner.learn(from: $0)?.signals } : nil
            )
        else {
            return .failure(Lack(reason: "too few cases or groups for \(folds) folds"))
        }
        var outcome = CascadeReport.Outcome(
            policy: policy,
            threshold: fit.threshold,
            foldThresholds: fit.foldThresholds,
            rule: rule(policy, learned?.signal, fit.threshold),
            accuracy: fit.accuracy,
            escalated: fit.escalated,
            accuracyDifference: fit.accuracyDifference,
            curve: cascade.curve.map(point)
        )
        outcome.latency = fit.latency
        outcome.randomMix = plain.randomMix(atCost: fit.cost.value)
        outcome.gain = Bootstrap(seed: seed, n: cascade.count).flatMap {
            cascade.gain(handedOver: fit.handedOver, over: plain, using: $0)
        }
        outcome.oracle = plain.oracle.filter { $0.cost <= fit.cost.value + 1e-15 }
            .map(\.accuracy).max()
        if isPriced {
            outcome.cost = fit.cost
            outcome.costDifference = fit.costDifference
        }
        let figures = isPriced ? 3 : 2
        outcome.prediction = predicting.map { count in
            CascadeReport.Prediction(
                cases: count,
                accuracy: fit.expected.accuracy.predicting(count, of: figures, within: 0...1),
                escalated: fit.expected.escalated.predicting(count, of: figures, within: 0...1),
                cost: isPriced
                    ? fit.expected.cost.predicting(count, of: figures, within: 0...Double.infinity)
                    : nil
            )
        }
        let candidate = CascadeContest.Candidate(
            name: policy.rawValue,
            isCascade: true,
            correct: fit.handedOver.enumerated().map {
                cascade.accuracy(of: $0, isHandedOver: $1)
            },
            costs: fit.handedOver.enumerated().map { cascade.cost(of: $0, isHandedOver: $1) }
        )
        return .success((outcome, candidate))
    }

    private func lack(of policy: CascadePolicy) -> Lack? {
        let answered = cases.compactMap(\.signals)
        switch policy {
        case .agreement where cases.allSatisfy({ $0.signals?.agreement == nil }):
            return Lack(reason: "needs a second cheap run on these cases: --with RUN")
        case .agreement where isPriced && cases.contains(where: { $0.isVoteUnpriced }):
            return Lack(reason: "the price of the second cheap run is unknown")
        case .meanLogprob
        where answered.count(where: { $0.meanLogprob != nil }) * 2 < answered.count
            || answered.isEmpty:
            return Lack(
                reason: "the cheap run has no log probabilities: `logprobs: true` asks for them"
            )
        default: return nil
        }
    }

    /// Minus infinity where there is nothing to trust: such a case is handed over in a run, too.
    private static func signal(_ policy: CascadePolicy, of item: CascadeCase) -> Double {
        guard let signal = policy.signal else { return -.infinity }
        return item.signals?[signal] ?? -.infinity
    }

    private func rule(
        _ policy: CascadePolicy,
        _ learned: LearnedSignal?,
        _ threshold: Double
    ) -> EscalationRule? {
        guard threshold.isFinite else { return nil }
        if let signal = policy.signal { return .threshold(signal, threshold) }
        return learned.map { .learned($0, threshold) }
    }
}

extension CascadeCase {
    /// A second answer was asked for, and nobody knows what it cost.
    fileprivate var isVoteUnpriced: Bool { signals?.agreement != nil && voterCost == nil }
}

extension CascadeReport.Goal {
    var statistical: CascadeGoal {
        switch self {
        case .leastCost(let error): .leastCost(error: error)
        case .mostAccurate(let budget): .mostAccurate(budget: budget)
        case .cheapest(let accuracy): .cheapest(accuracy: accuracy)
        }
    }
}
