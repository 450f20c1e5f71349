package import TallyConfiguration
package import TallyCore
internal import TallyStore
internal import TallyWandB

/// Logs what gates and comparisons said in the summaries of the runs they judged.
package struct WandBVerdicts: Sendable {
    private let relog: WandBRelog

    package init(store path: String, environment: Environment = .current) {
        relog = WandBRelog(store: path, environment: environment)
    }

    /// Returns a line for each run that was judged.
    package func log(_ report: GateReport) async throws -> [String] {
        try await relog.log(
            report.candidates.map { candidate in
                WandBRelog.Addition(
                    run: candidate.run.id,
                    members: VerdictKeys.members(of: candidate, baseline: report.baseline),
                    tag: "gate: \(candidate.verdict.rawValue)"
                )
            }
        )
    }

    /// Returns a line for each run that was compared with the baseline.
    package func log(_ comparison: Comparison) async throws -> [String] {
        try await relog.log(
            comparison.pairs.map { pair in
                WandBRelog.Addition(
                    run: pair.candidate.id,
                    members: VerdictKeys.members(of: pair, baseline: comparison.baseline)
                )
            }
        )
    }
}
