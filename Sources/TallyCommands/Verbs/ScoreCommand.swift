internal import ArgumentParser
internal import TallyCore
internal import TallyKit
internal import TallyReport
internal import TallyScoring

struct ScoreCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "score",
        abstract: "Scores predictions made elsewhere by metrics that other tools know.",
        discussion: """
            FILE holds one JSON object a line: {"id", "gt", "pred"}. A ground truth with several right answers is \
            {"__tuple__": [...]}; only ANLS* knows these. A value is null where its metric is not defined.
            """
    )

    @Argument(help: "A file of JSON lines.")
    var file: String

    @Option(
        help:
            "Metrics, all by default: anls_star,donut_nted,donut_f1,sroie_exact,autoevals_jsondiff,kieval."
    )
    var metrics: String?

    @Flag(help: "Print a line a pair, then one with the corpus values.")
    var json = false

    func run() throws {
        let names = metrics?.split(whereSeparator: { $0 == "," || $0 == " " }).map(String.init)
        let scoring = try PairScoring(file, metrics: names)
        var output = try ExportOutput(nil)
        var failure: (any Error)?
        let corpus: CorpusScore
        do {
            corpus = try scoring.run { line in
                guard json, failure == nil else { return }
                do { try output.write(line.jsonText + "\n") } catch { failure = error }
            }
        } catch {
            // What was scored before the mistake stands.
            try output.finish()
            throw error
        }
        if json {
            try output.write(corpus.json.jsonText + "\n")
        } else {
            try output.write(Self.table(corpus, style: Terminal.output.style))
        }
        try output.finish()
        if let failure { throw failure }
    }

    private static func table(_ corpus: CorpusScore, style: TextStyle) -> String {
        var table = TextTable(columns: [.init("metric", .left), .init("value"), .init("pairs")])
        for row in corpus.rows {
            let value = row.value.map { NumberText.fixed($0, decimals: 4) } ?? "-"
            table.add([.init(row.name), .init(value), .init(String(row.pairs))])
        }
        return table.lines(width: 80, style: style).joined(separator: "\n") + "\n"
    }
}
