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

    @Argument(help: "A run: id, unique prefix, name, EXPERIMENT/NAME, or `latest`.")
    var selector = "latest"

    @OptionGroup var store: StoreOptions

    @Flag(help: "Print the tally.cache/1 document.")
    var json = false

    func run() throws {
        let report = try CacheDesk(store: try Store(reading: store.path)).report(selector)
        let (output, view) = (Terminal.output, CacheView(report))
        output.write(
            json
                ? view.json.prettyText + "\n" : view.text(width: output.width, style: output.style)
        )
    }
}
