/// What a gate found, rule by rule.
package struct GateReport: Sendable {
    /// The benchmark whose run was judged.
    package var benchmark: String
    package var candidates: [Candidate]
    package var onInconclusive: GatePlan.Leniency
    /// What the baseline is, in words: a file, or a run.
    package var baseline: String
    /// The prices by which both sides are billed, in words; `nil` without a rule on cost.
    package var prices: String?

    package init(
        benchmark: String,
        candidates: [Candidate],
        onInconclusive: GatePlan.Leniency,
        baseline: String,
        prices: String?
    ) {
        self.benchmark = benchmark
        self.candidates = candidates
        self.onInconclusive = onInconclusive
        self.baseline = baseline
        self.prices = prices
    }

    /// One run held to the rules.
    package struct Candidate: Sendable {
        package var run: ComparedRun
        /// `nil` where no rule compares.
        package var baseline: ComparedRun?
        package var cases: PairedCases
        package var rules: [RuleResult]
        package var remarks: [Remark]
        /// Cases exact with the baseline and not with the candidate.
        package var lost: [LostCase]
        /// Planned trials that have no result.
        package var pending: Int

        package init(
            run: ComparedRun,
            baseline: ComparedRun?,
            cases: PairedCases,
            rules: [RuleResult],
            remarks: [Remark],
            lost: [LostCase],
            pending: Int
        ) {
            self.run = run
            self.baseline = baseline
            self.cases = cases
            self.rules = rules
            self.remarks = remarks
            self.lost = lost
            self.pending = pending
        }

        package var verdict: GateVerdict { GateVerdict.worst(rules.map(\.verdict)) }
    }

    /// FAIL beats INCONCLUSIVE beats PASS.
    package var verdict: GateVerdict { GateVerdict.worst(candidates.map(\.verdict)) }

    package var pending: Int { candidates.reduce(0) { $0 + $1.pending } }

    /// 6 beats 3 beats 4 beats 0.
    package var exitCode: Int32 {
        if pending > 0 { return 6 }
        return switch verdict {
        case .fail: 3
        case .inconclusive: onInconclusive == .fail ? 4 : 0
        case .pass: 0
        }
    }
}

/// How a rule came out.
package enum GateVerdict: String, Hashable, Sendable {
    case pass = "PASS"
    case inconclusive = "INCONCLUSIVE"
    case fail = "FAIL"

    package static func worst(_ verdicts: [GateVerdict]) -> GateVerdict {
        if verdicts.contains(.fail) { return .fail }
        return verdicts.contains(.inconclusive) || verdicts.isEmpty ? .inconclusive : .pass
    }
}

/// A case that the baseline had exact and the candidate has not.
package struct LostCase: Hashable, Sendable {
    package var id: String
    /// The fields that went wrong.
    package var fields: [String]

    package init(id: String, fields: [String]) {
        self.id = id
        self.fields = fields
    }
}
