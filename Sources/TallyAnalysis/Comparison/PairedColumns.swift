internal import TallyCore
internal import TallyStatistics

/// Two runs' results on the same cases, ready for paired statistics.
struct PairedColumns {
    let baseline: [CaseResult]
    let candidate: [CaseResult]
    /// A number for each case's group, below 0 where it is in none.
    private let groups: [Int]
    /// Of at least one case; whether every trial is the only one of its case.
    private let isGrouped: Bool
    private let isWeighted: Bool
    private let isSingle: Bool

    init(baseline: [CaseResult], candidate: [CaseResult]) {
        self.baseline = baseline
        self.candidate = candidate
        var names: [String: Int] = [:]
        groups = zip(baseline, candidate).enumerated().map { index, pair in
            guard let name = pair.0.group ?? pair.1.group else { return -1 - index }
            let number = names[name] ?? names.count
            if number == names.count { names[name] = number }
            return number
        }
        isGrouped = !names.isEmpty
        isWeighted = baseline.contains { $0.weight != 1 }
        isSingle = zip(baseline, candidate).allSatisfy { $0.trials <= 1 && $1.trials <= 1 }
    }

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
    ///
    /// `places` are those of some of the cases; `nil` takes all.
    func values(at places: [Int]? = nil, _ value: (CaseResult) -> Double?) -> Values {
        var values = Values()
        let places = places ?? Array(baseline.indices)
        values.a.reserveCapacity(places.count)
        values.b.reserveCapacity(places.count)
        var kept: [Int] = []
        kept.reserveCapacity(places.count)
        for index in places {
            guard let left = value(candidate[index]), let right = value(baseline[index]) else {
                continue
            }
            values.a.append(left)
            values.b.append(right)
            kept.append(index)
        }
        values.isSingle =
            isSingle || kept.allSatisfy { baseline[$0].trials <= 1 && candidate[$0].trials <= 1 }
        if isWeighted, kept.contains(where: { baseline[$0].weight != 1 }) {
            values.weights = kept.map { baseline[$0].weight }
        }
        if isGrouped, kept.contains(where: { groups[$0] >= 0 }) {
            values.groups = kept.map { groups[$0] }
        }
        return values
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
