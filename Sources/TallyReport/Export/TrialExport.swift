package import TallyCore

/// Trials as rows for spreadsheets and other programs: a pure formatter, one row at a time.
package struct TrialExport: Sendable {
    private let format: ExportFormat
    /// The names of the task's fields.
    private let fields: [String]

    package init(_ format: ExportFormat, fields: [String]) {
        self.format = format
        self.fields = fields
    }

    /// What stands before the first row.
    package var head: String {
        guard format == .csv else { return "" }
        let fields = fields.flatMap { ["\($0).expected", "\($0).predicted", "\($0).outcome"] }
        let names =
            ["case", "run", "run_id", "repeat", "outcome", "error", "document_exact"] + fields + [
                "input_tokens", "cached_input_tokens", "cache_write_tokens",
                "cache_write_1h_tokens", "output_tokens", "reasoning_tokens", "cost_usd",
                "service_s", "ttft_s", "attempts",
                "returned_model", "simulated",
            ]
        return CSVLine.text(names.map { .text($0) })
    }

    /// The row of one trial, with its line break.
    package func row(_ answer: TrialAnswer, of run: RunRecord) -> String {
        switch format {
        case .csv: CSVLine.text(cells(answer, run))
        case .jsonl: object(answer, run).jsonText + "\n"
        }
    }

    private func cells(_ answer: TrialAnswer, _ run: RunRecord) -> [ExportCell] {
        let record = answer.record
        let exact = record.score?.isDocumentExact.map { String($0) }
        var cells: [ExportCell] = [
            .text(record.caseID), .text(run.name), .plain(run.ulid),
            .plain(String(record.repeatIndex)), .plain(record.outcome.name),
            .optional(plain: record.outcome.error?.rawValue), .optional(plain: exact),
        ]
        let scores = scores(of: record)
        for name in fields {
            cells += [
                ExportCell(answer.expected[name]), ExportCell(answer.output?[name]),
                .optional(plain: scores[name]?.outcome.rawValue),
            ]
        }
        let usage = record.usage
        let tokens = [
            usage.input, usage.cachedInput, usage.cacheWrite + usage.cacheWriteLong,
            usage.cacheWriteLong, usage.output, usage.reasoning,
        ]
        cells += tokens.map { .plain(String($0)) }
        return cells + [
            .optional(plain: record.cost.map { MoneyText.lexeme($0) }),
            ExportCell(.optional(record.service)), ExportCell(.optional(record.timeToFirstToken)),
            .plain(String(answer.attempts)), .optional(answer.returnedModel),
            .plain(String(isSimulated(answer, run))),
        ]
    }

    private func object(_ answer: TrialAnswer, _ run: RunRecord) -> JSONValue {
        let record = answer.record
        let usage = record.usage
        let scores = scores(of: record)
        return [
            "case": .string(record.caseID), "run": .string(run.name), "run_id": .string(run.ulid),
            "repeat": .number(record.repeatIndex), "outcome": .string(record.outcome.name),
            "error": .optional(record.outcome.error?.rawValue),
            "document_exact": record.score?.isDocumentExact.map { .bool($0) } ?? .null,
            "fields": .object(
                JSONObject(fields.map { ($0, field($0, answer, scores[$0])) })
            ),
            "tokens": [
                "input": .number(usage.input), "cached_input": .number(usage.cachedInput),
                "cache_write": .number(usage.cacheWrite + usage.cacheWriteLong),
                "cache_write_1h": .number(usage.cacheWriteLong), "output": .number(usage.output),
                "reasoning": .number(usage.reasoning),
            ],
            "cost_usd": record.cost.map { .number(MoneyText.lexeme($0)) } ?? .null,
            "service_s": .optional(record.service), "ttft_s": .optional(record.timeToFirstToken),
            "attempts": .number(answer.attempts),
            "returned_model": .optional(answer.returnedModel),
            "simulated": .bool(isSimulated(answer, run)),
        ]
    }

    /// Members that are not there are left out: `expected` of what is not annotated, `predicted` of what was not answered.
    private func field(_ name: String, _ answer: TrialAnswer, _ score: FieldScore?) -> JSONValue {
        var object = JSONObject()
        if let value = answer.expected[name] { object["expected"] = value }
        if let value = answer.output?[name] { object["predicted"] = value }
        if let score {
            object["outcome"] = .string(score.outcome.rawValue)
            object["raw_equal"] = .bool(score.isRawEqual)
        }
        return .object(object)
    }

    private func scores(of record: TrialRecord) -> [String: FieldScore] {
        var scores: [String: FieldScore] = [:]
        for score in record.score?.fields ?? [] { scores[score.name] = score }
        return scores
    }

    private func isSimulated(_ answer: TrialAnswer, _ run: RunRecord) -> Bool {
        answer.isSimulated || run.isSimulated
    }
}
