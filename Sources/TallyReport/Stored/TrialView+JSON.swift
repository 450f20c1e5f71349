package import TallyCore

extension TrialView {
    /// The same facts for other programs; the raw answer is text with invalid bytes replaced.
    package var json: JSONValue {
        let fields = (trial.score?.fields ?? []).map { field in
            (
                field.name,
                [
                    "outcome": .string(field.outcome.rawValue),
                    "raw_equal": .bool(field.isRawEqual),
                    "kind": .optional(trial.errorKinds[field.name]?.first?.rawValue),
                ] as JSONValue
            )
        }
        return [
            "run": .string(run.ulid), "name": .string(run.name), "case": .string(trial.item.id),
            "repeat": .number(trial.repeatIndex), "state": .string(trial.state),
            "accepted": .bool(trial.isAccepted), "simulated": .bool(trial.isSimulated),
            "error": .optional(trial.error), "message": .optional(trial.message),
            "expected": .object(trial.item.expected), "output": trial.output ?? .null,
            "document_exact": trial.score?.isDocumentExact.map { .bool($0) } ?? .null,
            "fields": .object(JSONObject(fields)),
            "repairs": .array(trial.repairs.map { .string($0) }),
            "warm_up": .bool(trial.isWarmUp), "service_s": .optional(trial.service),
            "ttft_s": .optional(trial.timeToFirstToken),
            "calls": .array(trial.calls.map { call in Self.json(call) }),
            "attempts": .array(trial.attempts.map { attempt in json(attempt) }),
            "text": .optional(trial.item.text),
        ]
    }

    private func json(_ attempt: TrialDetail.Attempt) -> JSONValue {
        let usage = attempt.usage
        let cost = usage.flatMap { attempt.price?.cost(of: $0) }
        return [
            "id": .string(attempt.ulid), "number": .number(attempt.number),
            "call": .optional(trial.calls.firstIndex { $0.id == attempt.call }),
            "profile": .optional(attempt.profile),
            "state": .string(attempt.state), "status": .optional(attempt.status),
            "error": .optional(attempt.error), "message": .optional(attempt.message),
            "finish": .optional(attempt.finish), "service_s": .optional(attempt.service),
            "model": .optional(attempt.facts.model),
            "request_id": .optional(attempt.facts.requestID),
            "fingerprint": .optional(attempt.facts.fingerprint),
            "service_tier": .optional(attempt.facts.serviceTier),
            "region": .optional(attempt.facts.region),
            "processing_s": .optional(attempt.facts.processing?.seconds),
            "filters": attempt.facts.filters ?? .null, "price": .optional(attempt.priceKey),
            "billed": .optional(attempt.billed),
            "tokens": usage.map { usage in
                [
                    "input": .number(usage.input), "cached_input": .number(usage.cachedInput),
                    "cache_write": .number(usage.cacheWrite + usage.cacheWriteLong),
                    "cache_write_1h": .number(usage.cacheWriteLong),
                    "output": .number(usage.output),
                    "reasoning": .number(usage.reasoning), "estimated": .bool(usage.isEstimated),
                ]
            } ?? .null,
            "cost_usd": cost.map { .number(MoneyText.lexeme($0)) } ?? .null,
            "body": .string(String(decoding: attempt.body, as: UTF8.self)),
        ]
    }
}
