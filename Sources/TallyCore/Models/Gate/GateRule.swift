/// One demand of a gate: a quantity and what it must fulfil.
package struct GateRule: Hashable, Sendable {
    /// What a run is held to.
    package enum Condition: Hashable, Sendable {
        /// Worse than the baseline by less than a margin > 0, in shares (0.02 is 2 points).
        case nonInferior(margin: Double)
        /// Larger than the baseline by at most a share >= 0 of it.
        case increase(atMost: Double)
        /// At most a value, in the metric's unit.
        case atMost(Double)
        case atLeast(Double)
    }

    package var metric: GateMetric
    package var condition: Condition
    /// Decide by the value as it was observed, without a margin of error.
    package var isObserved: Bool
    /// As it was written: `non-inferior within 2pp`.
    package var text: String

    package init(
        metric: GateMetric,
        condition: Condition,
        isObserved: Bool = false,
        text: String
    ) {
        self.metric = metric
        self.condition = condition
        self.isObserved = isObserved
        self.text = text
    }

    /// Compares with the baseline.
    package var isPaired: Bool {
        switch condition {
        case .nonInferior, .increase: true
        case .atMost, .atLeast: metric == .lostCases
        }
    }
}

/// A quantity that a gate can hold a run to.
package enum GateMetric: Hashable, Sendable {
    case documentExact, fieldAccuracy
    /// The rate at which one field is right.
    case field(String)
    /// Cases exact with the baseline and not with the candidate: a count, no estimate.
    case lostCases
    case costPerDocument, costPerCorrect, expectedCost
    case inputTokens, outputTokens
    case latency(percent: Int)
    case firstToken(percent: Int)
    /// Share of trials that the infrastructure failed.
    case errorRate
    /// Share of scored trials without an answer.
    case modelFailureRate

    /// What it is measured in.
    package enum Kind: Sendable {
        case share, count, rate, dollars, tokens, seconds
    }

    package var kind: Kind {
        switch self {
        case .documentExact, .fieldAccuracy, .field: .share
        case .lostCases: .count
        case .errorRate, .modelFailureRate: .rate
        case .costPerDocument, .costPerCorrect, .expectedCost: .dollars
        case .inputTokens, .outputTokens: .tokens
        case .latency, .firstToken: .seconds
        }
    }

    private static let fieldPrefix = "fields."
    private static let plain: [(String, GateMetric)] = [
        ("document_exact", .documentExact), ("field_accuracy", .fieldAccuracy),
        ("lost_cases", .lostCases), ("cost_per_document", .costPerDocument),
        ("cost_per_correct", .costPerCorrect), ("expected_cost", .expectedCost),
        ("input_tokens", .inputTokens), ("output_tokens", .outputTokens),
        ("error_rate", .errorRate), ("model_failure_rate", .modelFailureRate),
        ("latency_p50", .latency(percent: 50)), ("latency_p90", .latency(percent: 90)),
        ("latency_p95", .latency(percent: 95)), ("latency_p99", .latency(percent: 99)),
        ("ttft_p50", .firstToken(percent: 50)), ("ttft_p95", .firstToken(percent: 95)),
    ]

    /// The names that rules are written with, and `fields.NAME` for each field.
    package static var names: [String] { plain.map(\.0) }

    package init?(name: String) {
        if let found = Self.plain.first(where: { $0.0 == name }) {
            self = found.1
        } else if name.hasPrefix(Self.fieldPrefix), name.count > Self.fieldPrefix.count {
            self = .field(String(name.dropFirst(Self.fieldPrefix.count)))
        } else {
            return nil
        }
    }

    package var name: String {
        if case .field(let name) = self { return Self.fieldPrefix + name }
        return Self.plain.first { $0.1 == self }?.0 ?? ""
    }
}
