package import TallyCore

/// A report's documents as CSV: one row a document and field, every run's answer beside the truth.
package struct ReportRows: Sendable {
    private let cases: ReportedCases

    package init(_ report: EvaluationReport) { cases = report.cases }

    /// What stands before the first row.
    package var head: String {
        let runs = cases.runs.flatMap { ["\($0).answer", "\($0).outcome", "\($0).errors"] }
        return CSVLine.text(
            (["case", "tags", "flip", "field", "expected"] + runs).map { .text($0) }
        )
    }

    /// The rows of each document, in their order.
    package func forEach(_ body: (String) throws -> Void) rethrows {
        for item in cases.list {
            for field in fields(of: item) { try body(CSVLine.text(row(field, of: item))) }
        }
    }

    private func fields(of item: ReportedCase) -> [String] {
        cases.fields.filter { name in
            item.expected[name] != nil || item.answers.contains { $0?.output?[name] != nil }
        }
    }

    private func row(_ field: String, of item: ReportedCase) -> [ExportCell] {
        var cells: [ExportCell] = [
            .text(item.id), .text(item.tags.joined(separator: " ")),
            .plain(String(item.isFlip)), .text(field),
            cases.showsValues ? ExportCell(item.expected[field]) : .empty,
        ]
        for answer in item.answers {
            guard let answer else {
                cells += [.empty, .plain("no_result"), .empty]
                continue
            }
            let outcome = answer.fields.first { $0.name == field }?.outcome.rawValue
            let kinds = answer.faults.filter { $0.key == field || $0.key.hasPrefix(field + ".") }
                .sorted { $0.key < $1.key }.flatMap(\.value).map(\.rawValue)
            let isAnswered = answer.outcome == .answered
            cells += [
                cases.showsValues ? ExportCell(answer.output?[field]) : .empty,
                .optional(plain: isAnswered ? outcome : answer.outcome.error?.rawValue),
                .plain(kinds.joined(separator: " ")),
            ]
        }
        return cells
    }
}
