internal import SwiftProtobuf

/// A metric that is logged while a run goes on, under the name its final value has in the summary.
///
/// The same keys in every run: that is what makes runs comparable side by side.
package enum MetricKey: String, CaseIterable, Sendable {
    /// Trials that have a result; every other metric is shown against it.
    case documents
    case documentExact = "accuracy/document_exact"
    case fieldAccuracy = "accuracy/field_accuracy"
    case cost = "cost/total"
    case costPerDocument = "cost/per_document"
    case p50 = "latency/p50"
    case p95 = "latency/p95"
    case promptHitRate = "cache/prompt_hit_rate"
    case inputTokens = "tokens/prompt"
    case outputTokens = "tokens/output"
    case errors = "errors/total"
    case retries

    /// What a good value is.
    private var goal: LogMetric.Goal {
        switch self {
        case .documents, .inputTokens, .outputTokens: .unset
        case .documentExact, .fieldAccuracy, .promptHitRate: .maximize
        case .cost, .costPerDocument, .p50, .p95, .errors, .retries: .minimize
        }
    }

    /// Shows the metric against `documents`, and keeps its last value.
    var record: LogRecord {
        var metric = LogMetric()
        metric.name = rawValue
        metric.options.defined = true
        metric.summary.last = true
        if self != .documents {
            metric.stepMetric = Self.documents.rawValue
            metric.options.stepSync = true
        }
        metric.goal = goal
        var record = LogRecord()
        record.metric = metric
        return record
    }
}
