package import TallyCore

/// A run's numbers as W&B's summary: the same keys for every run of a task, null where a value is not known.
package enum SummaryKeys {
    package static func members(of run: RunSummary) -> JSONObject {
        JSONObject(
            accuracy(run) + cost(run) + latency(run) + counts(run) + [
                ("cache/prompt_hit_rate", .optional(run.cache.promptCachedRatio)),
                ("cache/saved", dollars(run.cache.saved)),
                ("cache/response_hits", .number(run.cache.responseHits)),
                ("state", .string(run.state.rawValue)),
                ("simulated", .bool(run.isSimulated)),
                ("rescored", .bool(run.isRescored)),
                ("stop_reason", .optional(run.stopReason)),
                ("wall_s", .number(run.wall)),
            ]
        )
    }

    private typealias Members = [(String, JSONValue)]

    private static func accuracy(_ run: RunSummary) -> Members {
        var members = estimate("accuracy/document_exact", run.documentExact)
        members += estimate("accuracy/document_exact_raw", run.documentExactRaw)
        members += estimate("accuracy/field_accuracy", run.fieldAccuracy)
        members.append(("accuracy/field_accuracy_micro", .optional(run.fieldAccuracyMicro)))
        members += run.fields.map { field in
            ("accuracy/field/\(field.name)", .optional(field.accuracy))
        }
        let items = run.lineItems
        members += [
            ("accuracy/line_items/precision", .optional(items?.precision)),
            ("accuracy/line_items/recall", .optional(items?.recall)),
            ("accuracy/line_items/f1", .optional(items?.f1)),
            ("accuracy/line_items/exact_f1", .optional(items?.exactF1)),
            ("accuracy/line_items/count_exact", .optional(items?.countExact)),
            ("accuracy/raw_valid", .number(run.answers.rawValid)),
            ("accuracy/reconciled", .number(run.answers.reconciled)),
            ("accuracy/reconcilable", .number(run.answers.reconcilable)),
        ]
        return members + estimate("escalated", run.escalated)
    }

    private static func cost(_ run: RunSummary) -> Members {
        let cost = run.cost
        var members = estimate("cost/per_document", cost.perDocument)
        members += estimate("cost/per_correct", cost.perCorrect)
        members += estimate("cost/expected", cost.expected)
        return members + [
            ("cost/total", dollars(cost.total)), ("cost/wasted", dollars(cost.wasted)),
            ("cost/useful", dollars(cost.useful)), ("cost/possible", dollars(cost.possible)),
            ("cost/estimated", dollars(cost.estimate)),
            ("cost/unpriced_attempts", .number(cost.unpriced)),
            ("cost/unknown_attempts", .number(cost.unknownAttempts)),
        ]
    }

    private static func latency(_ run: RunSummary) -> Members {
        let latency = run.latency
        var members: Members = [
            ("latency/n", .number(latency.n)), ("latency/censored", .number(latency.censored)),
        ]
        for (name, quantile) in [
            ("p50", latency.p50), ("p90", latency.p90), ("p95", latency.p95),
            ("p99", latency.p99), ("ttft_p50", latency.firstTokenP50),
            ("ttft_p95", latency.firstTokenP95),
        ] {
            members += [
                ("latency/\(name)", .optional(quantile?.value)),
                ("latency/\(name)_low", .optional(quantile?.low)),
                ("latency/\(name)_high", .optional(quantile?.high)),
            ]
        }
        return members
    }

    private static func counts(_ run: RunSummary) -> Members {
        let trials = run.trials
        let usage = run.tokens.usage
        let results = trials.scored + trials.parseFailed + trials.failed
        var members: Members = [
            ("documents", .number(results)), ("cases", .number(run.cases)),
            ("trials/planned", .number(trials.planned)), ("trials/scored", .number(trials.scored)),
            ("trials/model_failures", .number(trials.parseFailed)),
            ("trials/failed", .number(trials.failed)), ("trials/pending", .number(trials.pending)),
            ("tokens/prompt", .number(usage.prompt)), ("tokens/input", .number(usage.input)),
            ("tokens/cached_input", .number(usage.cachedInput)),
            ("tokens/cache_write", .number(usage.cacheWrite + usage.cacheWriteLong)),
            ("tokens/output", .number(usage.output)),
            ("tokens/reasoning", .number(usage.reasoning)),
            ("tokens/estimated_trials", .number(run.tokens.estimated)),
            ("requests", .number(run.requests)), ("retries", .number(run.retries)),
            ("rate_limited", .number(run.rateLimited)),
            ("errors/total", .number(run.errors.values.reduce(0, +))),
        ]
        members += ErrorType.allCases.map { type in
            ("errors/\(type.rawValue)", .number(run.errors[type] ?? 0))
        }
        return members
    }

    /// A value with the bounds of its 95 % interval, its standard error and its n.
    private static func estimate(_ name: String, _ estimate: Estimate?) -> Members {
        [
            (name, .optional(estimate?.value)), ("\(name)_low", .optional(estimate?.low)),
            ("\(name)_high", .optional(estimate?.high)),
            ("\(name)_stderr", .optional(estimate?.standardError)),
            ("\(name)_n", .optional(estimate?.n)),
        ]
    }

    private static func dollars(_ money: Money?) -> JSONValue { .optional(money?.dollars) }
}

extension RunSummary.Field {
    /// Right over annotated: true-absent counts as right; `nil` where nothing is annotated.
    package var accuracy: Double? {
        let total = counts.values.reduce(0, +)
        let right = counts.filter { $0.key.isRight }.values.reduce(0, +)
        return total == 0 ? nil : Double(right) / Double(total)
    }
}

extension Estimate {
    /// The standard error of a symmetric interval of the same width; `nil` where a side is open.
    ///
    /// Half the width of the 95 % interval over the normal quantile.
    /// The intervals themselves are not symmetric (Wilson, delta): for decisions use them.
    package var standardError: Double? {
        let error = (high - low) / (2 * 1.959963984540054)
        return error.isFinite ? error : nil
    }
}
