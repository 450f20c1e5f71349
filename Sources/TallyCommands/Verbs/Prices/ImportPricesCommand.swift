internal import ArgumentParser
internal import Foundation
internal import TallyConfiguration
internal import TallyCore
internal import TallyKit
internal import TallyReport
internal import TallyRunner

struct ImportPricesCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import",
        abstract: "Makes a price file of LiteLLM's model_prices_and_context_window.json.",
        discussion: """
            An entry that cannot be a price is refused with one line and left out. Where the file of --out is there, \
            prices that changed get one more date in it, and all others stay.
            """
    )

    @Argument(help: "LiteLLM's JSON file.")
    var file: String

    @Option(name: .customLong("out"), help: "The price file to write, whole or not at all.")
    var path: String?

    @Option(name: .customLong("from"), help: "The day from which the prices hold; today.")
    var day: String?

    @Option(help: "Only keys that fit a pattern with * and ?, such as 'openai/gpt-5*'.")
    var only: String?

    func validate() throws { try Day.check(day, option: "--from") }

    func run() throws {
        let day = day ?? RunClock().wall().day
        let isThere = path.map { FileManager.default.fileExists(atPath: $0) } ?? false
        let existing = try path.flatMap { isThere ? try PriceCatalog.read($0).table : nil }
        let (text, haul) = try LiteLLMImport(file, from: day, only: only).run(onto: existing)
        for rejection in haul.rejections {
            Terminal.error.write("refused: \(TerminalText.sanitize(rejection.line))\n")
        }
        var output = try ExportOutput(path)
        try output.write(text)
        try output.finish()
        Terminal.error.write(counts(haul))
    }

    private func counts(_ haul: PriceHaul) -> String {
        let refused = haul.rejections.count
        var parts = [
            "\(haul.table.keys.count) prices\(path.map { " written to \($0)" } ?? "")",
            "\(refused) \(refused == 1 ? "entry" : "entries") refused",
            "\(haul.otherModes) models of other modes left aside",
        ]
        if haul.unselected > 0 { parts.append("\(haul.unselected) not selected") }
        var lines = [parts.joined(separator: ", ")]
        let unread = haul.unread.sorted { $0.key < $1.key }.map { "\($0.key) (\($0.value))" }
        if !unread.isEmpty {
            lines.append(
                "not read, for no bucket is priced by it: " + unread.joined(separator: ", ")
            )
        }
        return lines.map { TerminalText.sanitize($0) + "\n" }.joined()
    }
}
