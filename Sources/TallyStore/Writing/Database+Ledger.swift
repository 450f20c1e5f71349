internal import Foundation
internal import GRDB
internal import TallyCore

extension Database {
    /// Writes one ledger entry's rows with prepared statements.
    func write(_ entry: LedgerEntry) throws {
        switch entry {
        case .trialOpened(let opening): try open(opening)
        case .attemptOpened(let opening): try open(opening)
        case .attemptClosed(let closing): try close(closing)
        case .trialClosed(let closing): try close(closing)
        case .laneStopped(let run, let reason):
            try perform("UPDATE runs SET stop_reason = ? WHERE id = ?", [reason, run])
        }
    }

    func perform(_ sql: String, _ arguments: StatementArguments) throws {
        try cachedStatement(sql: sql).execute(arguments: arguments)
    }

    private func open(_ trial: TrialOpening) throws {
        let caseRow = trial.dataset << 44 | Int64(trial.position)
        let item = trial.item
        try perform(
            """
            INSERT OR IGNORE INTO cases (id, dataset, position, case_id, text, image, expected,
                tags, user, arrival, case_group, weight, locale)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """,
            [
                caseRow, trial.dataset, trial.position, item.id, item.text, item.image,
                JSONValue.object(item.expected).jsonText,
                item.tags.isEmpty
                    ? nil : JSONValue.array(item.tags.map { .string($0) }).jsonText,
                item.user, item.arrival, item.group, item.weight, item.locale,
            ]
        )
        try perform(
            """
            INSERT INTO trials (id, ulid, run, case_row, repeat, state, started)
            VALUES (?, ?, ?, ?, ?, 'running', ?)
            """,
            [
                trial.id, trial.ulid.description, trial.run, caseRow, trial.repeatIndex,
                trial.started.milliseconds,
            ]
        )
        try perform(
            """
            INSERT INTO steps (id, trial, ordinal, tool, state, input_digest)
            VALUES (?, ?, 0, ?, 'running', ?)
            """,
            [trial.step, trial.id, trial.tool, trial.inputDigest.description]
        )
        try perform(
            "INSERT INTO calls (id, step, profile, role, source) VALUES (?, ?, ?, 'answer', ?)",
            [trial.call, trial.step, trial.profile, trial.source.rawValue]
        )
    }

    private func open(_ attempt: AttemptOpening) throws {
        try perform(
            """
            INSERT INTO attempts (id, ulid, call, number, state, opened, price_key)
            VALUES (?, ?, ?, ?, 'sent', ?, ?)
            """,
            [
                attempt.id, attempt.ulid.description, attempt.call, attempt.number,
                attempt.opened.milliseconds, attempt.priceKey,
            ]
        )
    }

    private func close(_ attempt: AttemptClosing) throws {
        let exchange = attempt.exchange
        let timings = exchange.timings
        let usage = exchange.usage
        var finish: String?
        var failure: ProviderError?
        switch exchange.result {
        case .success(let completion): finish = completion.finish.name
        case .failure(let error): failure = error
        }
        try perform(
            """
            UPDATE attempts SET state = 'done', sent_us = ?, first_byte_us = ?,
                first_content_us = ?, done_us = ?, status = ?, error = ?, message = ?, finish = ?,
                input_tokens = ?, cached_input_tokens = ?, cache_write_tokens = ?,
                output_tokens = ?, reasoning_tokens = ?, usage_estimated = ?,
                usage_inconsistent = ?, billed = ?, returned_model = ?, request_id = ?
            WHERE id = ?
            """,
            [
                timings.sent?.microseconds, timings.firstByte?.microseconds,
                timings.firstContent?.microseconds, timings.done.microseconds, exchange.status,
                failure?.type.rawValue, failure?.message, finish, usage?.input, usage?.cachedInput,
                usage?.cacheWrite, usage?.output, usage?.reasoning, usage?.isEstimated,
                usage?.isInconsistent, exchange.billing.rawValue, exchange.returnedModel,
                exchange.requestID, attempt.id,
            ]
        )
        guard !exchange.body.isEmpty else { return }
        let offsets = exchange.chunkOffsets
        try perform(
            "INSERT INTO bodies (attempt, size, deflated, chunk_offsets) VALUES (?, ?, ?, ?)",
            [
                attempt.id, exchange.body.count,
                Data(try Deflate.compress(exchange.body)),
                offsets.isEmpty ? nil : offsets.map(String.init).joined(separator: ","),
            ]
        )
    }
}
