internal import ArgumentParser
internal import TallyConfiguration
internal import TallyCore
internal import TallyReport

struct DiffPricesCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "diff",
        abstract: "Tells two price tables apart: new keys, gone keys, changed rates.",
        discussion:
            "The word `built-in` names the built-in table. A rate ten times as high or low is marked."
    )

    @Argument(help: "A price file, or `built-in`.")
    var old: String

    @Argument(help: "A price file, or `built-in`.")
    var new: String

    @Flag(help: "Print JSON.")
    var json = false

    func run() throws {
        let changes = PriceChange.between(try table(old), try table(new))
        let difference = PriceDifference(changes)
        let output = Terminal.output
        output.write(
            json ? difference.json.prettyText + "\n" : difference.text(style: output.style)
        )
    }

    private func table(_ name: String) throws -> PriceTable {
        try name == "built-in" ? PriceCatalog.builtIn().table : PriceCatalog.read(name).table
    }
}
