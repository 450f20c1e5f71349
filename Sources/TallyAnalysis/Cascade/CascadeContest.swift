internal import TallyCore
internal import TallyStatistics

/// Who comes out best under a goal: the models alone and the cascades, by their values on held-out cases.
struct CascadeContest {
    /// What one of them did on each case.
    struct Candidate {
        let name: String
        let isCascade: Bool
        let correct: [Double]
        let costs: [Double]

        var accuracy: Double { correct.reduce(0, +) / Double(max(1, correct.count)) }
        var cost: Double { costs.reduce(0, +) / Double(max(1, costs.count)) }
    }

    /// Held-out values lie about a goal's bound, not beyond it: so far below one they still meet it.
    private static let accuracySlack = 0.01
    private static let budgetSlack = 1.02

    let goal: CascadeReport.Goal
    let groups: [Int]?
    let cheap: Candidate
    let strong: Candidate
    let policies: [Candidate]

    /// `nil` without cases.
    var verdict: CascadeReport.Verdict? {
        guard !cheap.correct.isEmpty else { return nil }
        let all = [cheap, strong] + policies
        let meeting = all.filter { miss($0) == 0 }
        let field = meeting.isEmpty ? all : meeting
        guard
            let winner = field.min(by: { (miss($0), loss($0)) < (miss($1), loss($1)) })
        else { return nil }
        let rivals = field.filter { rival in
            guard rival.name != winner.name else { return false }
            let difference = PairedDifference.mean(losses(winner), losses(rival), groups: groups)
            return difference.map { $0.high >= 0 } ?? true
        }
        return CascadeReport.Verdict(
            winner: winner.name,
            isCascade: winner.isCascade,
            rivals: rivals.map(\.name),
            missesGoal: meeting.isEmpty
        )
    }

    /// How far it is from the goal's condition; 0 when it meets it.
    private func miss(_ candidate: Candidate) -> Double {
        switch goal {
        case .leastCost: 0
        case .mostAccurate(let budget):
            candidate.cost <= budget * Self.budgetSlack ? 0 : candidate.cost - budget
        case .cheapest(let accuracy):
            candidate.accuracy >= accuracy - Self.accuracySlack ? 0 : accuracy - candidate.accuracy
        }
    }

    private func loss(_ candidate: Candidate) -> Double {
        losses(candidate).reduce(0, +) / Double(candidate.correct.count)
    }

    /// What the goal wants little of, case by case.
    private func losses(_ candidate: Candidate) -> [Double] {
        switch goal {
        case .leastCost(let error):
            zip(candidate.costs, candidate.correct).map { $0 + (1 - $1) * error }
        case .mostAccurate: candidate.correct.map { 1 - $0 }
        case .cheapest: candidate.costs
        }
    }
}
