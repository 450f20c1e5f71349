internal import ArgumentParser
internal import TallyCore
internal import TallyDatasets

struct GenerateDatasetCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "generate",
        abstract: "Writes a dataset of synthetic receipts; the same options give the same bytes."
    )

    @Argument(help: "The folder to write; its last part names the dataset.")
    var folder: String

    @Option(help: "How many receipts.")
    var count = ReceiptGenerator.Options().count

    @Option(help: "Seed of every receipt.")
    var seed: UInt64 = ReceiptGenerator.Options().seed

    @Option(
        help:
            "Locales dealt in turn: \(ReceiptGenerator.Options.knownLocales.joined(separator: ","))."
    )
    var locales = ReceiptGenerator.Options().locales.joined(separator: ",")

    @Option(help: "Receipts of the smoke split.")
    var smoke = ReceiptGenerator.Options().smoke

    @Option(help: "How the others are dealt, as name=share,...")
    var splits = "dev=1,test=2"

    @Option(
        help: ArgumentHelp(
            "How much of what receipts do in the wild: basic, full.",
            discussion: "full adds long lists, service charges, conversions, cut edges and more."
        )
    )
    var conventions = ReceiptGenerator.Options.Conventions.basic

    @Flag(help: "Write each receipt twice, the second time with a prompt injection on it.")
    var injections = false

    @Flag(help: "Replace the dataset that is there.")
    var force = false

    func run() throws {
        let path = folder.hasSuffix("/") ? String(folder.dropLast()) : folder
        let options = ReceiptGenerator.Options(
            name: path.split(separator: "/").last.map(String.init) ?? path,
            count: count,
            seed: seed,
            locales: locales.split(separator: ",").map(String.init),
            smoke: smoke,
            shares: try shares(),
            conventions: conventions,
            hasInjections: injections
        )
        let manifest = try ReceiptGenerator(options).write(to: path, overwrites: force)
        Terminal.output.write("\(path): \(count) receipts, \(manifest.digest?.description ?? "")\n")
    }

    private func shares() throws -> [ReceiptGenerator.Options.Share] {
        try splits.split(separator: ",").map { part in
            let halves = part.split(separator: "=")
            guard halves.count == 2, let share = Int(halves[1]), share > 0 else {
                throw DatasetError(
                    .options,
                    "--splits: found \"\(part)\", expected name=share, such as dev=1,test=2"
                )
            }
            return .init(String(halves[0]), share)
        }
    }
}

extension ReceiptGenerator.Options.Conventions: ExpressibleByArgument {}
