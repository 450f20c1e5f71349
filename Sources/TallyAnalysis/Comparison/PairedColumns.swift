internal import TallyCore
internal import TallyStatistics

/// Two runs' results on the same cases, ready for paired statistics.
struct PairedColumns {
    let baseline: [CaseResult]
    let candidate: [CaseResult]

    /// One value of each side for the cases that have both, with weights and groups.
    struct Values {
        var a: [Double] = []
        var b: [Double] = []
        var weights: [Double]?
        var groups: [Int]?
        /// Every trial is the only one of its case.
        var isSingle = true

        /// Right or wrong, one trial a case, independent and of equal weight.
        var isPlainBinary: Bool {
            isSingle && weights == nil && groups == nil
                && (a + b).allSatisfy { $0 == 0 || $0 == 1 }
        }
    }

    /// `a` is the candidate's, `b` the baseline's; cases where either lacks the value are left out.
    func values(_ value: (CaseResult) -> Double?) -> Values {
        var values = Values()
        var weights: [Double] = []
        var groups: [Int] = []
        var names: [String: Int] = [:]
        for (base, candidate) in zip(baseline, candidate) {
            guard let left = value(candidate), let right = value(base) else { continue }
            if base.trials > 1 || candidate.trials > 1 { values.isSingle = false }
            values.a.append(left)
            values.b.append(right)
            weights.append(base.weight)
            let name = base.group ?? candidate.group
            groups.append(name.map { Self.number(of: $0, in: &names) } ?? -1 - groups.count)
        }
        if weights.contains(where: { $0 != 1 }) { values.weights = weights }
        if !names.isEmpty { values.groups = groups }
        return values
    }

    private static func number(of name: String, in names: inout [String: Int]) -> Int {
        if let number = names[name] { return number }
        names[name] = names.count
        return names.count - 1
    }
}

extension CaseResult {
    /// With a result, scored or not.
    var trials: Int { scored + failed }

    /// Exact documents a trial, a trial without an answer counting as none; `nil` when not defined.
    var yield: Double? {
        if scored > 0, exact == nil { return nil }
        guard trials > 0 else { return nil }
        return (exact ?? 0) * Double(scored) / Double(trials)
    }

    /// Seconds, infinite when cut off by a deadline.
    var time: Double? { service.map { isCensored ? .infinity : $0 } }
}
