internal import ArgumentParser
internal import TallyCore
internal import TallyDatasets

struct SampleDatasetCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sample",
        abstract: "Writes a seeded sample of a dataset; equal options give equal bytes.",
        discussion: """
            Cases of one group are drawn together or not at all, so that no group is in a sample by half.
            """
    )

    @Argument(help: "A dataset's folder, its dataset.json, or a JSON-lines file.")
    var path: String

    @Option(help: "How many cases.")
    var count: Int

    @Option(help: "Seed of the draw.")
    var seed: UInt64 = 1

    @Option(help: "The folder to write; its last part names the dataset.")
    var out: String

    @Option(help: "Draw from this split only.")
    var split: String?

    @Option(help: "Keep the dataset's proportions of: tag, locale, split.")
    var stratify: SampleOptions.Stratum?

    @Flag(help: "Replace the dataset that is there.")
    var force = false

    func run() throws {
        let dataset = try Dataset.open(path, split: split)
        var options = SampleOptions(count: count, seed: seed, stratum: stratify)
        options.overwrites = force
        let folder = out.count > 1 && out.hasSuffix("/") ? String(out.dropLast()) : out
        let manifest = try dataset.writeSample(options, to: folder, generatedBy: command(dataset))
        let sample = try Dataset.open(folder)
        Terminal.output.write(
            "\(folder): \(sample.count) of \(dataset.count) cases, "
                + "\(manifest.digest?.description ?? "")\n"
        )
    }

    private func command(_ dataset: Dataset) -> String {
        var words = ["tally dataset sample", dataset.name, "--count \(count) --seed \(seed)"]
        if let split { words.append("--split \(split)") }
        if let stratify { words.append("--stratify \(stratify.rawValue)") }
        return words.joined(separator: " ")
    }
}

extension SampleOptions.Stratum: ExpressibleByArgument {}
