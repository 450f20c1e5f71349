internal import TallyCore
internal import TallyDatasets
internal import TallyReport

/// A dataset's statistics as lines and a table for a person.
struct DatasetStatisticsText {
    private let dataset: Dataset
    private let statistics: DatasetStatistics

    private static let listed = 12

    init(_ dataset: Dataset, _ statistics: DatasetStatistics) {
        self.dataset = dataset
        self.statistics = statistics
    }

    func text(width: Int, style: TextStyle) -> String {
        var lines = head.flatMap { TextWrap.lines(TerminalText.sanitize($0), width: width) }
        if !statistics.fields.isEmpty { lines += [""] + table.lines(width: width, style: style) }
        if !sums.isEmpty { lines += [""] + sums }
        return lines.joined(separator: "\n") + "\n"
    }

    private var head: [String] {
        let split = dataset.split.map { ", split \($0)" } ?? ""
        var lines = [
            "\(dataset.name)\(split): \(statistics.cases) cases, version \(dataset.version)",
            "\(dataset.digest)",
        ]
        let lengths = statistics.textLengths
        if let median = lengths.quantile(0.5), let high = lengths.quantile(0.95) {
            lines.append(
                "text in \(lengths.count): median \(median) characters, p95 \(high); "
                    + "\(statistics.repeatedTexts) repeat an earlier one"
            )
        } else {
            lines.append("text in 0")
        }
        lines.append("images \(statistics.images), \(statistics.missingImages) not there")
        for (title, tally) in [
            ("splits", statistics.splits), ("locales", statistics.locales),
            ("tags", statistics.tags),
        ] where !tally.counts.isEmpty {
            lines.append("\(title): \(Self.list(tally))")
        }
        if !statistics.groups.counts.isEmpty {
            lines.append(
                "groups \(statistics.groups.counts.count); \(statistics.grouped) cases share one"
            )
        }
        return lines
    }

    private static func list(_ tally: Tally) -> String {
        let names = tally.sorted.prefix(listed).map { "\($0.name) \($0.count)" }
        let more = tally.counts.count - names.count
        return names.joined(separator: ", ") + (more > 0 ? ", and \(more) more" : "")
    }

    private var table: TextTable {
        var table = TextTable(columns: [
            .init("field", .left, minimum: 8), .init("annotated"), .init("absent"),
            .init("distinct"),
        ])
        for field in statistics.fields {
            table.add([
                .init(field.name), .init("\(field.annotated)"), .init("\(field.absent)"),
                .init("\(field.distinct)"),
            ])
        }
        return table
    }

    private var sums: [String] {
        var lines: [String] = []
        let items = statistics.lineItems
        if let median = items.quantile(0.5), let most = items.quantile(1), let mean = items.mean {
            lines.append(
                "line items in \(items.count): median \(median), mean "
                    + "\(NumberText.fixed(mean, decimals: 1)), at most \(most)"
            )
        }
        let closure = statistics.closure
        for (title, count) in [
            ("items = subtotal", closure.items), ("subtotal + tax = total", closure.tax),
            ("total from all parts", closure.all),
        ] where count.of > 0 {
            lines.append("\(title): \(count.holds) of \(count.of)")
        }
        return lines
    }
}
