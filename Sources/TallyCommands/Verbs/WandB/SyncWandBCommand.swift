internal import ArgumentParser
internal import TallyCore
internal import TallyKit
internal import TallyReport

struct SyncWandBCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sync",
        abstract: "Sends logged runs to Weights & Biases.",
        discussion: """
            An upload that was cut off goes on where it ended; what was sent whole is marked and left alone. \
            The key comes from WANDB_API_KEY, the file that WANDB_API_KEY_FILE names, or ~/.netrc.
            """
    )

    @Argument(
        help: "Directories of runs; by default those of the store that were not sent yet."
    )
    var directories: [String] = []

    @OptionGroup var store: StoreOptions

    @Option(help: "What sends: native, or official, which runs `wandb sync`.")
    var uploader = WandBSync.Client.native

    @Flag(help: "Print JSON: an object a directory.")
    var json = false

    func run() async throws {
        let sync = WandBSync(store: store.path)
        let chosen = try directories.isEmpty ? sync.pending() : directories
        if chosen.isEmpty { Terminal.error.write("every logged run of \(store.path) was sent\n") }
        var results: [WandBSync.Result] = []
        for directory in chosen {
            let result = await sync.send(directory, by: uploader)
            results.append(result)
            guard !json else { continue }
            switch result.outcome {
            case .sent(let url): Terminal.output.write("\(directory): \(url ?? "sent")\n")
            case .wasSent: Terminal.output.write("\(directory): was sent already\n")
            case .failed(let reason):
                Terminal.error.write(
                    "tally: \(TerminalText.sanitize("\(directory): \(reason)"))\n"
                )
            }
        }
        if json {
            Terminal.output.write(JSONValue.array(results.map(\.json)).prettyText + "\n")
        }
        if let code = results.compactMap(\.exitCode).max() { throw ExitCode(code) }
    }
}

extension WandBSync.Client: ExpressibleByArgument {}

extension WandBSync.Result {
    fileprivate var json: JSONValue {
        switch outcome {
        case .sent(let url):
            ["directory": .string(directory), "state": "sent", "url": .optional(url)]
        case .wasSent: ["directory": .string(directory), "state": "sent_before"]
        case .failed(let reason):
            ["directory": .string(directory), "state": "failed", "reason": .string(reason)]
        }
    }
}
