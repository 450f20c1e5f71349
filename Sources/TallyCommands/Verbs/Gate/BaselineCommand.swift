internal import ArgumentParser
internal import TallyKit
internal import TallyStore

struct BaselineCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "baseline",
        abstract: "Keeps what later runs are held against.",
        subcommands: [SaveBaselineCommand.self]
    )
}

struct SaveBaselineCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "save",
        abstract: "Writes a stored run's case scores to a small file to be committed.",
        discussion: """
            The first baseline of a line stays in the file: every later one tells how far it has drifted from it.
            """
    )

    @Argument(help: "An experiment or run: id, unique prefix, name, or `latest`.")
    var selector = "latest"

    @OptionGroup var store: StoreOptions

    @Option(help: "The file; default: the `baseline` of the benchmark's gate.")
    var out: String?

    @Flag(help: "Replace the baseline that is there.")
    var accept = false

    func run() throws {
        let outcome = try BaselineSaving(store: try Store(reading: store.path))
            .save(selector, to: out, accepts: accept)
        let what = outcome.isFirst ? "saved" : "accepted"
        var lines = [
            "\(what) \(outcome.path): \(outcome.runs.joined(separator: ", ")), \(outcome.cases) cases"
        ]
        lines += outcome.drift
        Terminal.output.write(lines.joined(separator: "\n") + "\n")
    }
}
