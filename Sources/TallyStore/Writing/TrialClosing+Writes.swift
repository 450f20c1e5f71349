internal import GRDB
internal import TallyCore

extension TrialClosing {
    /// A trial's end: its state, step and calls, and when it has a result, its scores.
    var writes: [Write] {
        var writes = [trialWrite, stepWrite] + callWrites
        guard let result else { return writes }
        if result.isSimulated || step.others.contains(where: \.result.isSimulated) {
            let sql = "UPDATE runs SET simulated = 1 WHERE id = ? AND simulated = 0"
            writes.append(Write(sql, [run]))
        }
        if let score = result.score { writes.append(scoreWrite(score)) }
        return writes
    }

    private var trialWrite: Write {
        guard let result else {
            let sql = "UPDATE trials SET state = 'pending', ended = ? WHERE id = ?"
            return Write(sql, [ended.milliseconds, id])
        }
        return Write(
            """
            UPDATE trials SET state = ?, accepted = 1, error = ?, message = ?, queue_us = ?,
                total_us = ?, ended = ? WHERE id = ?
            """,
            [
                result.outcome.name, result.outcome.error?.rawValue, result.message,
                result.queueWait.microseconds, result.total.microseconds, ended.milliseconds, id,
            ]
        )
    }

    private var stepWrite: Write {
        Write(
            """
            INSERT INTO steps (id, trial, ordinal, tool, state, input_digest, output)
            VALUES (?, ?, 0, ?, ?, ?, ?)
            """,
            [
                step.id, id, step.tool, result == nil ? "pending" : "done",
                step.inputDigest.description, result?.output.map { JSONValue.object($0).jsonText },
            ]
        )
    }

    /// A row for each call: the other ones first, for they may have come before the decisive one.
    private var callWrites: [Write] {
        step.others.map { write($0.call, $0.result, isDecisive: false, before: 0) }
            + [write(step.call, result, isDecisive: true, before: step.serviceOfOthers)]
    }

    private func write(
        _ call: TrialCall,
        _ outcome: TrialResult?,
        isDecisive: Bool,
        before: Int64?
    ) -> Write {
        let repairs = outcome?.repairs ?? []
        return Write(
            """
            INSERT INTO calls (id, step, stage, profile, role, source, decisive, accepted,
                service_us, before_us, ttft_us, censored, schema_valid, repairs, reconciles,
                mean_logprob, signal, reason, simulated, warm_up, cached_attempt)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """,
            [
                call.id, step.id, call.stage, call.profile, call.role.rawValue,
                call.source.rawValue, isDecisive, result != nil, outcome?.service?.microseconds,
                before, outcome?.timeToFirstToken?.microseconds, outcome?.isCensored ?? false,
                outcome?.isSchemaValid, repairs.isEmpty ? nil : repairs.joined(separator: " "),
                outcome?.score?.reconciles, outcome?.meanLogprob, call.signal, call.reason,
                outcome?.isSimulated ?? false, call.isWarmUp, call.cachedAttempt,
            ]
        )
    }

    private func scoreWrite(_ score: TrialScore) -> Write {
        Write(
            """
            INSERT INTO trial_scores (scoring, trial, document_exact, document_exact_raw,
                annotated, right, outcomes, line_items) VALUES (?, ?, ?, ?, ?, ?, ?, ?)
            """,
            [
                scoring, id, score.isDocumentExact, score.isDocumentExactRaw, score.annotated,
                score.right, score.storedOutcomes, score.lineItems?.stored,
            ]
        )
    }
}

extension TrialStep {
    /// Microseconds of the calls besides the decisive one; `nil` where one of them was a warm-up, whose time counts for
    /// nothing.
    fileprivate var serviceOfOthers: Int64? {
        guard !others.contains(where: \.call.isWarmUp) else { return nil }
        return others.reduce(0) { $0 + ($1.result.service?.microseconds ?? 0) }
    }
}

extension TrialResult {
    /// The row of a trial in a later scoring; `nil` for what has no score, which no scoring changes.
    func rescoreWrite(scoring: Int64, trial: Int64) -> Write? {
        score.map { score in
            Write(
                """
                INSERT INTO trial_scores (scoring, trial, document_exact, document_exact_raw,
                    annotated, right, outcomes, line_items, state, error, message, output, repairs,
                    schema_valid, reconciles)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """,
                [
                    scoring, trial, score.isDocumentExact, score.isDocumentExactRaw,
                    score.annotated, score.right, score.storedOutcomes,
                    score.lineItems?.stored, outcome.name, outcome.error?.rawValue,
                    message, output.map { JSONValue.object($0).jsonText },
                    repairs.isEmpty ? nil : repairs.joined(separator: " "), isSchemaValid,
                    score.reconciles,
                ]
            )
        }
    }
}

extension TrialOutcome {
    /// Reads the word back; a cut stream and a cut answer share an error type, so the state decides.
    init(state: String, error: ErrorType?) {
        guard let error else {
            self = .answered
            return
        }
        self = state == "failed" ? .infrastructureFailure(error) : .modelFailure(error)
    }
}
