internal import ArgumentParser
internal import TallyCore
internal import TallyKit
internal import TallyReport

struct DoctorCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor",
        abstract:
            "Checks what a run depends on: store, disk, clock, keys, endpoints; changes nothing.",
        discussion: """
            Endpoints are asked for their list of models, which is not billed. Checked are the profiles named, \
            else those of --benchmark, else those whose key is set. Exit code 6 says that something would fail.
            """
    )

    @Argument(help: "Profiles to check.")
    var names: [String] = []

    @OptionGroup var store: StoreOptions
    @OptionGroup var profiles: ProfileOptions

    @Flag(help: "Ask no endpoint.")
    var offline = false

    @Flag(help: "Print JSON.")
    var json = false

    func run() async throws {
        let doctor = Doctor(store: store.path, benchmark: profiles.benchmark)
        let checkups = try await doctor.examine(names, isOffline: offline)
        let output = Terminal.output
        if json {
            output.write(JSONValue.array(checkups.map(\.json)).prettyText + "\n")
        } else {
            output.write(checkups.map { $0.text(style: output.style) }.joined(separator: "\n"))
        }
        if checkups.contains(where: { !$0.isUsable }) { throw ExitCode(6) }
    }
}
