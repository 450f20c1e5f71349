internal import ArgumentParser
internal import TallyCore
internal import TallyKit
internal import TallyReport

struct CheckModelsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Checks profiles: route, key, price, end; with --live what the endpoint can do.",
        discussion: """
            --live sends one small receipt to each named profile, which its provider bills; nothing is stored. \
            Exit code 6 says that a named profile is not usable.
            """
    )

    @Argument(help: "Profiles to check; without any, all that have an endpoint.")
    var names: [String] = []

    @OptionGroup var profiles: ProfileOptions

    @Flag(help: "Ask the endpoint, too.")
    var live = false

    @Flag(help: "Print JSON.")
    var json = false

    func validate() throws {
        if live, names.isEmpty {
            throw ValidationError("--live needs the names of profiles: every one is billed")
        }
    }

    func run() async throws {
        let desk = try ModelDesk(benchmark: profiles.benchmark)
        var checks: [Checkup] = []
        for name in names.isEmpty ? desk.remoteNames : names {
            checks.append(try await desk.check(name, asks: live))
        }
        let output = Terminal.output
        if json {
            output.write(JSONValue.array(checks.map(\.json)).prettyText + "\n")
        } else {
            output.write(checks.map { $0.text(style: output.style) }.joined(separator: "\n"))
        }
        if !names.isEmpty, checks.contains(where: { !$0.isUsable }) { throw ExitCode(6) }
    }
}
