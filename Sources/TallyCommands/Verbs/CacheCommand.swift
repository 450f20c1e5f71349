internal import ArgumentParser
internal import TallyCore
internal import TallyKit
internal import TallyReport
internal import TallyStore

struct CacheCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "cache",
        abstract: "Says what caches saved a run, and what others would save in production.",
        discussion: """
            The run's documents are replayed as they arrived against response caches of several sizes and lifetimes; \
            nothing is sent. The prompt is looked at for what a provider's prompt cache can keep.
            """
    )

    @Argument(help: "An experiment or run: id, unique prefix, name, EXPERIMENT/NAME, or `latest`.")
    var selector = "latest"

    @OptionGroup var store: StoreOptions

    @Flag(help: "Print the tally.cache/1 document.")
    var json = false

    func run() throws {
        let reports = try CacheDesk(store: try Store(reading: store.path)).reports(selector)
        let output = Terminal.output
        guard !json else {
            output.write(CacheView.json(of: reports).prettyText + "\n")
            return
        }
        let texts = reports.map {
            CacheView($0).text(width: output.width, style: output.style)
        }
        output.write(texts.joined(separator: "\n"))
    }
}
