internal import ArgumentParser
internal import TallyCore
internal import TallyKit
internal import TallyReport

struct RescoreCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rescore",
        abstract: "Scores stored answers again: a new scoring beside the old, nothing is sent.",
        discussion: """
            Without --benchmark, by the task as it was stored and this version's scorer. With it, by the fields, \
            required fields and date order that the file has now. Reports read the newest scoring.
            """
    )

    @Argument(help: "An experiment or run: id, unique prefix, name, or `latest`.")
    var selector: String

    @OptionGroup var store: StoreOptions

    @Option(help: "A benchmark file by whose task to score.")
    var benchmark: String?

    @Flag(help: "Print JSON.")
    var json = false

    func run() async throws {
        let rescored = try await Rescoring(store: store.path)
            .rescore(selector, benchmark: benchmark)
        let output = Terminal.output
        if json {
            output.write(JSONValue.array(rescored.map(\.json)).prettyText + "\n")
        } else {
            output.write(ResultLines(rescored.map(\.text)).text(width: output.width))
        }
    }
}
