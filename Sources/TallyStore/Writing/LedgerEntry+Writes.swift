internal import Foundation
internal import GRDB
internal import TallyCore

extension LedgerEntry {
    /// The statements that write this entry's rows.
    var writes: [Write] {
        get throws {
            switch self {
            case .trialOpened(let opening): opening.writes
            case .attemptOpened(let opening): [opening.write]
            case .attemptClosed(let closing): try closing.writes
            case .trialClosed(let closing): closing.writes
            case .laneStopped(let run, let reason):
                [Write("UPDATE runs SET stop_reason = ? WHERE id = ?", [reason, run])]
            case .responseUsed(let key, let moment):
                [
                    Write(
                        "UPDATE responses SET used = ? WHERE key = ?",
                        [moment.milliseconds, key.hex]
                    )
                ]
            case .rescored(let scoring, let trial, let result):
                result.rescoreWrite(scoring: scoring, trial: trial).map { [$0] } ?? []
            }
        }
    }
}

extension TrialOpening {
    fileprivate var writes: [Write] {
        [caseWrite] + imageWrites + [
            Write(
                """
                INSERT INTO trials (id, ulid, run, case_row, repeat, place, state, started)
                VALUES (?, ?, ?, (SELECT id FROM cases WHERE dataset = ? AND case_id = ?), ?,
                    ?, 'running', ?)
                """,
                [
                    id, ulid.description, run, dataset, item.id, repeatIndex, place,
                    started.milliseconds,
                ]
            )
        ]
    }

    /// The case's row may be of a run that showed the text alone.
    private var imageWrites: [Write] {
        guard let imageDigest else { return [] }
        return [
            Write(
                """
                UPDATE cases SET image_sha256 = ?
                WHERE dataset = ? AND case_id = ? AND image_sha256 IS NULL
                """,
                [imageDigest.hex, dataset, item.id]
            )
        ]
    }

    /// The same case comes with every run; only the first row is kept.
    ///
    /// Rows lie in the order in which cases are first run, so that the seeded order appends instead of jumping.
    private var caseWrite: Write {
        let tags = item.tags.isEmpty ? nil : JSONValue.array(item.tags.map { .string($0) }).jsonText
        return Write(
            """
            INSERT OR IGNORE INTO cases (dataset, position, case_id, text, image, expected, tags,
                user, arrival, case_group, weight, locale)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """,
            [
                dataset, position, item.id, item.text, item.image,
                JSONValue.object(item.expected).jsonText, tags, item.user, item.arrival, item.group,
                item.weight, item.locale,
            ]
        )
    }
}

extension AttemptOpening {
    fileprivate var write: Write {
        Write(
            """
            INSERT INTO attempts (id, ulid, trial, call, number, state, opened, price_key, profile)
            VALUES (?, ?, ?, ?, ?, 'sent', ?, ?, ?)
            """,
            [id, ulid.description, trial, call, number, opened.milliseconds, priceKey, profile]
        )
    }
}

extension AttemptClosing {
    fileprivate var writes: [Write] {
        get throws { try [outcomeWrite] + bodyWrites + responseWrites }
    }

    private var responseWrites: [Write] {
        guard let kept else { return [] }
        let moment = kept.moment.milliseconds
        return [
            Write(
                """
                INSERT OR REPLACE INTO responses (key, attempt, stored, used) VALUES (?, ?, ?, ?)
                """,
                [kept.key.hex, id, moment, moment]
            )
        ]
    }

    private var outcomeWrite: Write {
        let timings = exchange.timings
        let usage = exchange.usage
        let facts = exchange.facts
        let finish = (try? exchange.result.get())?.finish.name
        var failure: ProviderError?
        if case .failure(let error) = exchange.result { failure = error }
        return Write(
            """
            UPDATE attempts SET state = 'done', sent_us = ?, first_byte_us = ?,
                first_content_us = ?, done_us = ?, status = ?, error = ?, message = ?, finish = ?,
                input_tokens = ?, cached_input_tokens = ?, cache_write_tokens = ?,
                output_tokens = ?, reasoning_tokens = ?, usage_estimated = ?,
                usage_inconsistent = ?, billed = ?, returned_model = ?, request_id = ?,
                cache_write_long_tokens = ?, fingerprint = ?, service_tier = ?, region = ?,
                processing_us = ?, filters = ?, price_key = ?, stated_nanodollars = ?
            WHERE id = ?
            """,
            [
                timings.sent?.microseconds, timings.firstByte?.microseconds,
                timings.firstContent?.microseconds, timings.done.microseconds, exchange.status,
                failure?.type.rawValue, failure?.message, finish, usage?.input, usage?.cachedInput,
                usage?.cacheWrite, usage?.output, usage?.reasoning, usage?.isEstimated,
                usage?.isInconsistent, exchange.billing.rawValue, facts.model, facts.requestID,
                usage?.cacheWriteLong, facts.fingerprint, facts.serviceTier, facts.region,
                facts.processing?.microseconds, facts.filters?.jsonText, priceKey,
                statedCost?.nanodollars,
                id,
            ]
        )
    }

    private var bodyWrites: [Write] {
        get throws {
            guard !exchange.body.isEmpty else { return [] }
            let offsets = exchange.chunkOffsets.map(String.init).joined(separator: ",")
            return [
                Write(
                    "INSERT INTO bodies (attempt, size, deflated, chunk_offsets) VALUES (?, ?, ?, ?)",
                    [
                        id, exchange.body.count, Data(try Deflate.compress(exchange.body)),
                        offsets.isEmpty ? nil : offsets,
                    ]
                )
            ]
        }
    }
}
