internal import TallyCore

/// One run of the document.
struct RunObject {
    let run: RunSummary

    var json: JSONValue {
        var object = members.object ?? JSONObject()
        if let variance = run.variance {
            object["variance"] = [
                "n": .number(variance.n), "between": .number(variance.between),
                "within": .number(variance.within),
            ]
        }
        if let escalated = run.escalated { object["escalated"] = estimate(escalated) }
        if let wandb = run.wandb {
            object["wandb"] = [
                "id": .string(wandb.id), "directory": .string(wandb.directory),
                "url": .optional(wandb.url),
            ]
        }
        guard let kinds = run.errorKinds else { return .object(object) }
        object["error_kinds"] = .object(
            JSONObject(
                kinds.fields.map { field in
                    let counts = kinds.kinds.map { ($0.rawValue, kinds.count($0, in: field)) }
                    let met = counts.filter { $0.1 > 0 }.map { ($0.0, JSONValue.number($0.1)) }
                    return (field, .object(JSONObject(met)))
                }
            )
        )
        if let injection = run.injection {
            object["injection"] = [
                "pairs": .number(injection.pairs), "plain": .number(injection.plain),
                "injected": .number(injection.injected),
                "difference": estimate(injection.difference),
            ]
        }
        return .object(object)
    }

    private var members: JSONValue {
        [
            "id": .string(run.id),
            "name": .string(run.name),
            "profiles": .array(run.profiles.map { .string($0) }),
            "simulated": .bool(run.isSimulated),
            "imported": .bool(run.isImported),
            "recorded": .bool(run.isRecorded),
            "rescored": .bool(run.isRescored),
            "state": .string(run.state.rawValue),
            "stop_reason": .optional(run.stopReason),
            "cases": .number(run.cases),
            "trials": trials,
            "errors": errors,
            "document_exact": estimate(run.documentExact),
            "document_exact_raw": estimate(run.documentExactRaw),
            "field_accuracy": estimate(run.fieldAccuracy),
            "field_accuracy_micro": .optional(run.fieldAccuracyMicro),
            "fields": fields,
            "line_items": lineItems,
            "cost": cost,
            "tokens": tokens,
            "cache": cache,
            "latency": latency,
            "response": response,
            "answers": answers,
            "returned_models": returnedModels,
            "requests": .number(run.requests),
            "retries": .number(run.retries),
            "rate_limited": .number(run.rateLimited),
            "wall_s": .number(run.wall),
        ]
    }

    private var returnedModels: JSONValue {
        let models = run.returnedModels.sorted { $0.key < $1.key }
        return .object(JSONObject(models.map { ($0.key, .number($0.value)) }))
    }

    private var trials: JSONValue {
        [
            "planned": .number(run.trials.planned),
            "scored": .number(run.trials.scored),
            "parse_failed": .number(run.trials.parseFailed),
            "failed": .number(run.trials.failed),
            "pending": .number(run.trials.pending),
        ]
    }

    private var errors: JSONValue {
        .object(
            JSONObject(
                ErrorType.allCases.compactMap { type in
                    run.errors[type].map { (type.rawValue, .number($0)) }
                }
            )
        )
    }

    private var fields: JSONValue {
        .object(
            JSONObject(
                run.fields.map { field in
                    let counts = FieldOutcome.allCases.map {
                        ($0.rawValue, JSONValue.number(field.counts[$0] ?? 0))
                    }
                    return (field.name, .object(JSONObject(counts)))
                }
            )
        )
    }

    private var lineItems: JSONValue {
        guard let items = run.lineItems else { return .null }
        return [
            "precision": .number(items.precision),
            "recall": .number(items.recall),
            "f1": .number(items.f1),
            "exact_f1": .number(items.exactF1),
            "count_exact": .number(items.countExact),
            "n": .number(items.n),
        ]
    }

    private var cost: JSONValue {
        guard let expected = run.cost.expected else { return bill }
        var members = bill.object ?? JSONObject()
        members["expected_usd"] = dollars(expected.value)
        var intervals = members["intervals"]?.object ?? JSONObject()
        intervals["expected_usd"] = interval(expected, side: dollars)
        members["intervals"] = .object(intervals)
        return .object(members)
    }

    private var bill: JSONValue {
        [
            "total_usd": dollars(run.cost.total),
            "per_document_usd": dollars(run.cost.perDocument?.value),
            "per_correct_usd": dollars(run.cost.perCorrect?.value),
            "wasted_usd": dollars(run.cost.wasted),
            "unpriced": .number(run.cost.unpriced),
            "useful_usd": dollars(run.cost.useful),
            "possible_usd": dollars(run.cost.possible),
            "estimated_usd": dollars(run.cost.estimate),
            "possible_attempts": .number(run.cost.possibleAttempts),
            "unknown_attempts": .number(run.cost.unknownAttempts),
            "capacity": run.cost.capacity.map(capacity) ?? .null,
            "intervals": [
                "per_document_usd": interval(run.cost.perDocument, side: dollars),
                "per_correct_usd": interval(run.cost.perCorrect, side: dollars),
            ],
        ]
    }

    /// What made a cost by the hour, with the wall hours.
    private func capacity(_ price: HourPrice) -> JSONValue {
        [
            "usd_per_hour": .number(MoneyText.perHour(price)),
            "utilisation": .number(MoneyText.decimal(price.utilisation, decimals: 6)),
        ]
    }

    private var tokens: JSONValue {
        let usage = run.tokens.usage
        return [
            "input": .number(usage.input),
            "cached_input": .number(usage.cachedInput),
            "cache_write": .number(usage.cacheWrite + usage.cacheWriteLong),
            "cache_write_1h": .number(usage.cacheWriteLong),
            "output": .number(usage.output),
            "reasoning": .number(usage.reasoning),
            "estimated": .number(run.tokens.estimated),
        ]
    }

    private var cache: JSONValue {
        [
            "response_hits": .number(run.cache.responseHits),
            "prompt_cached_ratio": .optional(run.cache.promptCachedRatio),
            "saved_usd": dollars(run.cache.saved),
            "response_answers": .number(run.cache.reused.answers),
            "response_saved_usd": dollars(run.cache.reused.cost),
            "response_saved_tokens": .number(
                run.cache.reused.usage.prompt + run.cache.reused.usage.output
            ),
            "response_saved_s": .number(run.cache.reused.service),
        ]
    }

    private var answers: JSONValue {
        let repairs = run.answers.repairs.sorted { $0.key < $1.key }
        return [
            "raw_valid": .number(run.answers.rawValid),
            "repairs": .object(JSONObject(repairs.map { ($0.key, .number($0.value)) })),
            "reconciled": .number(run.answers.reconciled),
            "reconcilable": .number(run.answers.reconcilable),
        ]
    }
}

extension RunObject {
    private func estimate(_ estimate: Estimate?) -> JSONValue {
        guard let estimate else { return .null }
        return [
            "value": .number(estimate.value), "low": .number(estimate.low),
            "high": .number(estimate.high), "n": .number(estimate.n),
            "method": .string(estimate.method),
        ]
    }

    /// An estimate without its value, which stands beside under a key of its own.
    func interval(_ estimate: Estimate?, side: (Double?) -> JSONValue) -> JSONValue {
        guard let estimate else { return .null }
        return [
            "low": side(estimate.low), "high": side(estimate.high), "n": .number(estimate.n),
            "method": .string(estimate.method),
        ]
    }

    private func dollars(_ money: Money?) -> JSONValue {
        money.map { .number(MoneyText.lexeme($0)) } ?? .null
    }

    private func dollars(_ value: Double?) -> JSONValue {
        value.flatMap { MoneyText.lexeme(dollars: $0) }.map { .number($0) } ?? .null
    }
}
