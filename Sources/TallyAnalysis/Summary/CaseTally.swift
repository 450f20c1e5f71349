internal import TallyCore

/// What the repeats of one case add up to; a case is the unit of every mean.
struct CaseTally {
    /// How much the case counts in means.
    let weight: Double
    /// Cases with the same number are not independent; `nil` when the case is in no group.
    let group: Int32?
    /// Trials the infrastructure failed.
    private var failed: Int32 = 0
    /// Scored trials.
    private var scored: Int32 = 0
    private var exactKnown: Int32 = 0
    private var exact: Int32 = 0
    private var exactRaw: Int32 = 0
    private var accuracyKnown: Int32 = 0
    private var accuracySum = 0.0
    private(set) var lineItems = LineItemMeans()
    private var trials: Int32 = 0
    private var escalated: Int32 = 0
    /// Scored trials that a person looks at, and wrong ones that nobody looks at.
    private var flagged: Int32 = 0
    private var missed: Int32 = 0
    /// What the first repeat cost; later ones profit from a warm prompt cache.
    private(set) var firstCost: Money?

    init(weight: Double, group: Int32?) {
        self.weight = weight
        self.group = group
    }

    /// `flag` is what makes a person look at a document; `nil`: nobody ever does.
    mutating func add(_ record: TrialRecord, flag: Economics.Flag? = nil) {
        if record.repeatIndex == 0 { firstCost = record.cost }
        trials += 1
        escalated += record.isEscalated ? 1 : 0
        guard record.outcome.isScored else {
            failed += 1
            return
        }
        scored += 1
        // A model failure is worth 0 in everything, also in fields that are rightly absent.
        let isAnswered = record.outcome == .answered
        if flag.map(record.isFlagged) ?? false {
            flagged += 1
        } else if !record.isExact {
            missed += 1
        }
        guard let score = record.score else {
            if !isAnswered { addWorthless() }
            return
        }
        if let isExact = score.isDocumentExact {
            exactKnown += 1
            exact += isExact && isAnswered ? 1 : 0
            exactRaw += score.isDocumentExactRaw == true && isAnswered ? 1 : 0
        }
        if let accuracy = score.fieldAccuracy {
            accuracyKnown += 1
            accuracySum += isAnswered ? accuracy : 0
        }
        if let lineItems = score.lineItems { self.lineItems.add(isAnswered ? lineItems : nil) }
    }

    private mutating func addWorthless() {
        exactKnown += 1
        accuracyKnown += 1
    }

    /// Share of the scored trials that are exact; `nil` when that is not defined for the case.
    var exactShare: Double? { share(exact, of: exactKnown) }
    var exactRawShare: Double? { share(exactRaw, of: exactKnown) }
    var accuracy: Double? {
        accuracyKnown == 0 ? nil : accuracySum / Double(accuracyKnown)
    }

    /// 1 for each repeat that is exact, 0 for each that is not.
    var exactRepeats: [Double] {
        (0..<exactKnown).map { $0 < exact ? 1 : 0 }
    }

    /// Share of the trials that were handed over.
    var escalatedShare: Double? { share(escalated, of: trials) }

    /// Exact documents a trial, a trial without an answer counting as none; `nil` when not defined.
    var yield: Double? {
        if scored > 0, exactKnown == 0 { return nil }
        return share(exact, of: exactKnown + failed)
    }

    /// Dollars that reviews and unseen errors come to; `nil` without a scored trial.
    func aftermath(_ economics: Economics) -> Double? {
        guard let looks = share(flagged, of: scored), let errors = share(missed, of: scored)
        else { return nil }
        return looks * (economics.review ?? 0) + errors * (economics.error ?? 0)
    }

    private func share(_ count: Int32, of total: Int32) -> Double? {
        total == 0 ? nil : Double(count) / Double(total)
    }
}
