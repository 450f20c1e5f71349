internal import ArgumentParser
internal import TallyCore
internal import TallyKit
internal import TallyReport

/// Looking before a run at what it may cost.
struct ForecastFlags: ParsableArguments {
    @Flag(help: "Tell what would be sent, what it would cost and take; send nothing.")
    var dryRun = false

    @Option(help: "On a terminal, ask before a run that may cost more dollars than this.")
    var confirmAbove = 10.0

    @Flag(name: .shortAndLong, help: "Do not ask.")
    var yes = false

    func validate() throws {
        guard confirmAbove >= 0, confirmAbove.isFinite else {
            throw ValidationError("--confirm-above must be dollars from 0 on")
        }
    }

    /// Asks the person at the terminal where that is due; throws when the answer is no.
    func confirm(_ forecast: RunForecast) throws {
        guard !yes, Terminal.isConversation, forecast.mostDollars > confirmAbove else { return }
        let sum = ForecastView(forecast).sum ?? "more than $\(confirmAbove)"
        Terminal.error.write("this may cost \(sum); go on? [y/N] ")
        let answer = readLine()?.lowercased() ?? ""
        guard ["y", "yes"].contains(answer) else {
            throw HarnessError(.usage, "not confirmed, so nothing was sent; --yes does not ask")
        }
    }
}
