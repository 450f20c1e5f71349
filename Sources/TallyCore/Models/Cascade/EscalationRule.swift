/// When a cheap answer is in doubt: a pure function of the answer's signals.
package enum EscalationRule: Hashable, Sendable {
    /// In doubt unless each of these holds.
    case checks([AnswerSignal])
    /// In doubt when the signal is below the threshold.
    case threshold(AnswerSignal, Double)
    /// In doubt when what was learned from other answers is below the threshold.
    case learned(LearnedSignal, Double)

    /// Why the answer is in doubt, in a few words; `nil` when it is not.
    ///
    /// A signal that is not known is a doubt.
    package func doubt(about signals: AnswerSignals) -> String? {
        switch self {
        case .checks(let checks):
            let failed = checks.filter { (signals[$0] ?? 0) < 1 }
            return failed.isEmpty
                ? nil : failed.map { Self.word($0, signals) }.joined(separator: ", ")
        case .threshold(let signal, let threshold):
            return Self.doubt(signal.rawValue, signals[signal], threshold)
        case .learned(let learned, let threshold):
            return Self.doubt("learned", learned.value(of: signals), threshold)
        }
    }

    /// The number that was held against the threshold; `nil` for checks, and when it is not known.
    package func value(of signals: AnswerSignals) -> Double? {
        switch self {
        case .checks: nil
        case .threshold(let signal, _): signals[signal]
        case .learned(let learned, _): learned.value(of: signals)
        }
    }

    /// The signals it looks at.
    package var signals: [AnswerSignal] {
        switch self {
        case .checks(let checks): checks
        case .threshold(let signal, _): [signal]
        case .learned(let learned, _): learned.weights.keys.sorted { $0.rawValue < $1.rawValue }
        }
    }

    private static func word(_ check: AnswerSignal, _ signals: AnswerSignals) -> String {
        let isUnknown = check == .reconciles && signals.reconciles == nil
        return isUnknown ? "reconciles unknown" : "not \(check.rawValue)"
    }

    private static func doubt(_ name: String, _ value: Double?, _ threshold: Double) -> String? {
        guard let value else { return "\(name) unknown" }
        return value < threshold ? "\(name) \(rounded(value)) < \(rounded(threshold))" : nil
    }

    /// Four decimals are enough for people; the numbers themselves are stored.
    private static func rounded(_ value: Double) -> String {
        value.magnitude < 1e9 ? "\((value * 10_000).rounded() / 10_000)" : "\(value)"
    }
}

/// The log-odds that an answer is exact, as a weighted sum of its signals.
package struct LearnedSignal: Hashable, Sendable {
    package var intercept: Double
    package var weights: [AnswerSignal: Double]

    package init(intercept: Double, weights: [AnswerSignal: Double]) {
        self.intercept = intercept
        self.weights = weights
    }

    /// `nil` when a signal that has a weight is not known.
    package func value(of signals: AnswerSignals) -> Double? {
        var sum = intercept
        // In a fixed order, so that equal answers give equal bits.
        for signal in AnswerSignal.allCases {
            guard let weight = weights[signal] else { continue }
            guard let value = signals[signal] else { return nil }
            sum += weight * value
        }
        return sum
    }
}
