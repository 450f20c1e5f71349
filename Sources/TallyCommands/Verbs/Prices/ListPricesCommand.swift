internal import ArgumentParser
internal import TallyConfiguration
internal import TallyCore
internal import TallyReport
internal import TallyRunner

struct ListPricesCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract:
            "Lists the prices in force: of prices.yaml here, of the user's, and the built-in ones."
    )

    @Argument(help: "Part of a key, or a pattern with * and ?.")
    var pattern: String?

    @Option(help: "A benchmark file: the prices.yaml beside it counts in place of the one here.")
    var benchmark: String?

    @Option(name: .customLong("as-of"), help: "The day whose prices hold, like 2026-11-24; today.")
    var day: String?

    @Flag(help: "Print JSON.")
    var json = false

    func validate() throws { try Day.check(day, option: "--as-of") }

    func run() throws {
        let file = benchmark ?? "benchmark.yaml"
        let environment = try Environment.current.readingDotEnv(beside: file)
        let catalog = try PriceCatalog.load(
            ConfigurationFolders(benchmarkFile: file, environment: environment)
        )
        let day = day ?? RunClock().wall().day
        let entries = catalog.table.keys.filter(isAsked).compactMap {
            PriceList.Entry($0, in: catalog.table, on: day, file: catalog.sources[$0] ?? "")
        }
        let list = PriceList(entries, day: day)
        let output = Terminal.output
        output.write(
            json
                ? list.json.prettyText + "\n" : list.text(width: output.width, style: output.style)
        )
    }

    private func isAsked(_ key: String) -> Bool {
        guard let pattern else { return true }
        let isPattern = pattern.contains { "*?".contains($0) }
        return GlobPattern(isPattern ? pattern : "*\(pattern)*").matches(key)
    }
}
