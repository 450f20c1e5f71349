internal import TallyCore

/// What is wrong with the answers: fields against kinds of error, a heat map for each run on one scale.
struct ErrorsSection {
    let report: EvaluationReport

    var html: HTML {
        let runs = report.runs.enumerated().filter {
            !($0.element.summary.errorKinds?.fields ?? []).isEmpty
        }
        guard !runs.isEmpty else { return "<p>No wrong field was met.</p>" }
        let maps = runs.compactMap { index, run in
            run.summary.errorKinds.map { map(of: $0, run.summary, index) }
        }
        return """
            <p class="note">Wrong fields of answered documents by what is wrong with them; the darker, the more. \
            “format only” is right once it is normalised, and no error.</p><div class="grid heats">\(maps)</div>\(endings)
            """
    }

    /// The most frequent cell of all runs, which is the darkest.
    private var most: Int {
        report.runs.compactMap(\.summary.errorKinds).flatMap { kinds in
            kinds.fields.flatMap { field in kinds.kinds.map { kinds.count($0, in: field) } }
        }.max() ?? 1
    }

    private func map(of kinds: ErrorKinds, _ run: RunSummary, _ index: Int) -> HTML {
        let columns = kinds.kinds
        var table = DataTable(
            "\(run.name): what is wrong",
            [.text("field")] + columns.map { .number(ReportNumbers.words($0.rawValue)) }
        )
        for field in kinds.fields.sorted() {
            table.add(
                ["\(ReportNumbers.words(field))"]
                    + columns.map { cell(kinds.count($0, in: field)) }
            )
        }
        return "<div class=\"heat\">\(table.html)</div>"
    }

    private func cell(_ count: Int) -> HTML {
        guard count > 0 else { return "<span class=\"heat0\">·</span>" }
        let level = 1 + Int((Double(count) / Double(max(1, most)) * 4).rounded(.down))
        return "<span class=\"heat\(min(5, level))\">\(count)</span>"
    }

    /// How trials without a score ended.
    private var endings: HTML {
        let types = ErrorType.allCases.filter { type in
            report.runs.contains { ($0.summary.errors[type] ?? 0) > 0 }
        }
        guard !types.isEmpty else { return "" }
        var table = DataTable(
            "Trials that ended without a usable answer",
            [.text("run")] + types.map { .number(ReportNumbers.words($0.rawValue)) }
        )
        for (index, run) in report.runs.enumerated() {
            table.add(
                [ReportNumbers.name(run.summary.name, index)]
                    + types.map { "\(run.summary.errors[$0] ?? 0)" }
            )
        }
        return table.html
    }
}
