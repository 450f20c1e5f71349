package import TallyCore

/// What a gate judges: a run's cases, and its baseline's on the same cases.
package struct GateInput: Sendable {
    package var run: ComparedRun
    package var baseline: ComparedRun?
    /// The candidate's results on the cases compared, in the seeded order.
    package var candidateResults: [CaseResult]
    /// The baseline's on the same; empty without one.
    package var baselineResults: [CaseResult]
    package var cases: PairedCases
    /// The fields whose rates the results hold, in their order.
    package var fields: [String]
    package var economics: Economics?
    /// Both ran side by side in one experiment.
    package var isSameExperiment: Bool
    package var remarks: [Remark]
    /// Planned trials of the candidate that have no result.
    package var pending: Int
    package var seed: UInt64

    package init(
        run: ComparedRun,
        baseline: ComparedRun?,
        candidateResults: [CaseResult],
        baselineResults: [CaseResult],
        cases: PairedCases,
        fields: [String],
        economics: Economics?,
        isSameExperiment: Bool,
        remarks: [Remark],
        pending: Int,
        seed: UInt64
    ) {
        self.run = run
        self.baseline = baseline
        self.candidateResults = candidateResults
        self.baselineResults = baselineResults
        self.cases = cases
        self.fields = fields
        self.economics = economics
        self.isSameExperiment = isSameExperiment
        self.remarks = remarks
        self.pending = pending
        self.seed = seed
    }

    /// Only the first cases of the order, for a look.
    func first(_ count: Int) -> GateInput {
        var input = self
        input.candidateResults = Array(candidateResults.prefix(count))
        input.baselineResults = Array(baselineResults.prefix(count))
        return input
    }

    /// Share of the candidate's trials that the infrastructure failed.
    var errorRate: Double { Self.errorRate(of: candidateResults) }

    static func errorRate(of results: [CaseResult]) -> Double {
        let failed = results.reduce(0) { $0 + $1.failed }
        let all = results.reduce(failed) { $0 + $1.scored }
        return all == 0 ? 0 : Double(failed) / Double(all)
    }
}
