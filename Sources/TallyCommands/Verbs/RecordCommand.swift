internal import ArgumentParser
internal import TallyKit
internal import TallyStore

struct RecordCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "record",
        abstract: "Makes cassettes of a stored run, to be replayed offline.",
        discussion:
            "A profile `{provider: replay, cassette: FILE}` answers from one; nothing is sent."
    )

    @Argument(help: "An experiment or run: id, unique prefix, name, or `latest`.")
    var selector: String

    @OptionGroup var store: StoreOptions

    @Option(name: .customLong("out"), help: "The folder to write to, a file for each variant.")
    var folder: String

    func run() async throws {
        let recording = StoredRecording(store: try Store(reading: store.path))
        for cassette in try await recording.record(selector, into: folder) {
            Terminal.output.write(cassette.text + "\n")
        }
    }
}
