internal import ArgumentParser
internal import TallyCore
internal import TallyKit
internal import TallyReport

struct ListModelsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "Lists the profiles that a benchmark can name, with today's prices."
    )

    @OptionGroup var profiles: ProfileOptions

    @Flag(help: "Print JSON.")
    var json = false

    func run() throws {
        let list = ModelList(try ModelDesk(benchmark: profiles.benchmark).models)
        let output = Terminal.output
        output.write(
            json
                ? list.json.prettyText + "\n" : list.text(width: output.width, style: output.style)
        )
    }
}
